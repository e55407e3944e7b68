import type { Schedule } from "../../contract/schedules.ts";

/** What the form holds: text as it is written, an empty provider or model for none. */
export interface ScheduleDraft extends Pick<
  Schedule,
  "name" | "project_id" | "message" | "cron" | "timezone" | "on_refusal" | "allow_overage"
> {
  provider: string;
  model: string;
}

/** What each field is called, by its name in the contract. */
export const labels = {
  name: "Name",
  project_id: "Project",
  message: "Message",
  cron: "Cron",
  timezone: "Time zone",
  provider: "Provider",
  model: "Model",
  on_refusal: "If a limit stands in the way",
  allow_overage: "What it may cost",
} as const satisfies Record<keyof ScheduleDraft, string>;

/** A new schedule, in the reader's own time zone. */
export const newDraft = (project_id: string): ScheduleDraft => ({
  name: "",
  project_id,
  message: "",
  cron: "",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  provider: "",
  model: "",
  on_refusal: "refuse",
  allow_overage: false,
});

export const draftOf = ({
  name,
  project_id,
  message,
  cron,
  timezone,
  provider,
  model,
  on_refusal,
  allow_overage,
}: Schedule): ScheduleDraft => ({
  name,
  project_id,
  message,
  cron,
  timezone,
  provider: provider ?? "",
  model: model ?? "",
  on_refusal,
  allow_overage,
});

/** What is sent to add it. */
export const additionOf = ({ provider, model, ...draft }: ScheduleDraft) => ({
  ...draft,
  ...(provider === "" ? {} : { provider }),
  ...(model.trim() === "" ? {} : { model }),
});

/** What is sent to change `before`: what is different. */
export function changeOf(before: Schedule, draft: ScheduleDraft) {
  const old = draftOf(before);
  const now = { ...draft, model: draft.model.trim() };
  const { provider, model, ...different } = Object.fromEntries(
    Object.entries(now).filter(([field, value]) => old[field as keyof ScheduleDraft] !== value),
  ) as Partial<ScheduleDraft>;
  return {
    ...different,
    ...(provider !== undefined && { provider: provider || null }),
    ...(model !== undefined && { model: model || null }),
  };
}
