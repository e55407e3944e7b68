import type { Schedule } from "../../contract/schedules.ts";

/** What the form holds: text as it is written, an empty provider for none. */
export interface ScheduleDraft extends Pick<
  Schedule,
  "name" | "project_id" | "message" | "cron" | "timezone" | "on_refusal"
> {
  provider: string;
}

/** What each field is called, by its name in the contract. */
export const labels = {
  name: "Name",
  project_id: "Project",
  message: "Message",
  cron: "Cron",
  timezone: "Time zone",
  provider: "Provider",
  on_refusal: "If a limit stands in the way",
} as const satisfies Record<keyof ScheduleDraft, string>;

/** A new schedule, in the reader's own time zone. */
export const newDraft = (project_id: string): ScheduleDraft => ({
  name: "",
  project_id,
  message: "",
  cron: "",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  provider: "",
  on_refusal: "refuse",
});

export const draftOf = (schedule: Schedule): ScheduleDraft => {
  const { name, project_id, message, cron, timezone, provider, on_refusal } = schedule;
  return { name, project_id, message, cron, timezone, provider: provider ?? "", on_refusal };
};

/** What is sent to add it. */
export const additionOf = ({ provider, ...draft }: ScheduleDraft) => ({
  ...draft,
  ...(provider === "" ? {} : { provider }),
});

/** What is sent to change `before`: what is different, and no model of another provider. */
export function changeOf(before: Schedule, draft: ScheduleDraft) {
  const old = draftOf(before);
  const { provider, ...different } = Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => old[field as keyof ScheduleDraft] !== value),
  ) as Partial<ScheduleDraft>;
  if (provider === undefined) return different;
  return { ...different, provider: provider === "" ? null : provider, model: null };
}
