import { namedPlan } from "./namedPlan.ts";

const planNames: Readonly<Record<string, string>> = {
  guest: "Guest",
  free: "Free",
  go: "Go",
  plus: "Plus",
  pro: "Pro 20x",
  prolite: "Pro 5x",
  team: "Team",
  business: "Business",
  enterprise: "Enterprise",
  education: "Education",
  edu: "Education",
  k12: "K-12",
};

/** A plan of ChatGPT by the name that it is sold under. */
export const codexPlanOf = (type: unknown) => namedPlan(type, planNames);
