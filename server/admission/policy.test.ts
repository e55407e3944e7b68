import { expect, it } from "vitest";
import {
  isProviderEnabled,
  maxConcurrencyOf,
  planNameOf,
  Policy,
  pollSecondsOf,
} from "./policy.ts";

const policy = Policy.parse({
  plans: {
    trial: { paid: false, max_sessions: 1, monthly_compute_seconds: 18_000 },
    member: { paid: true, max_sessions: 3, monthly_compute_seconds: null },
  },
  users: { dana: { plan: "trial" } },
  projects: {
    "*": { max_concurrency: 1 },
    "acme/web": { max_concurrency: 4 },
    still: { max_concurrency: 0 },
  },
});

it.each([
  ["acme/web", 4],
  ["acme/api", 1],
  ["still", 0],
  // Names to which every object answers.
  ["constructor", 1],
  ["toString", 1],
])("lets %s have %i at a time", (project, max) => {
  expect(maxConcurrencyOf(policy, project)).toBe(max);
});

it("lets a project have 2 at a time where nothing is said", () => {
  expect(maxConcurrencyOf(Policy.parse({}), "acme/web")).toBe(2);
});

it.each([
  ["dana", "trial"],
  ["eve", "member"],
  ["constructor", "member"],
])("puts %s on the plan %s", (user, plan) => {
  expect(planNameOf(policy, user)).toBe(plan);
});

it.each(["history_days", "activity_days"])("keeps %s for a century at most", (name) => {
  const takes = (days: number) =>
    Policy.safeParse({ retention: { [name]: days } }).error?.issues.map(({ path }) => path);
  expect([takes(36_500), takes(36_501)]).toEqual([undefined, [["retention", name]]]);
});

it("asks a provider unless it is switched off", () => {
  const { providers } = { providers: { claude: { enabled: false }, codex: { poll_seconds: 900 } } };
  const told = Policy.parse({ providers });
  const ids = ["claude", "codex", "kiro"] as const;
  expect(ids.map((id) => isProviderEnabled(told, id))).toEqual([false, true, true]);
});

it.each([
  ["its own pace where nothing is said", undefined, 300],
  ["a slower one", 900, 900],
  ["no faster one", 60, 300],
])("asks a provider at %s", (_, poll_seconds, seconds) => {
  const told = Policy.parse(poll_seconds ? { providers: { claude: { poll_seconds } } } : {});
  expect(pollSecondsOf(told, { id: "claude", poll_seconds: 300 })).toBe(seconds);
});

it("keeps history for 90 days and activity for 30 where nothing is said", () => {
  expect(Policy.parse({}).retention).toEqual({ history_days: 90, activity_days: 30 });
  expect(Policy.parse({ retention: { history_days: 7 } }).retention).toEqual({
    history_days: 7,
    activity_days: 30,
  });
});
