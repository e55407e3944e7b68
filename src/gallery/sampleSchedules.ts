import type { Schedule } from "../contract/schedules.ts";
import { ago, runId, WEB } from "./examples.ts";

/** A schedule that goes on, and whatever is different about it. */
export const scheduleWith = (different: Partial<Schedule> = {}): Schedule => ({
  id: "00000000-0000-4000-8000-000000001001",
  user_id: "dana",
  name: "Weekday checks",
  project_id: WEB,
  cron: "0 7 * * 1-5",
  timezone: "Europe/Berlin",
  message: "Run the slow test suite, and open an issue for each new failure",
  provider: null,
  model: null,
  execution: "managed",
  enabled: true,
  on_refusal: "refuse",
  allow_overage: false,
  created_at: ago(864_000),
  next_fires: [ago(-72_000), ago(-158_400), ago(-244_800)],
  last_outcomes: [
    { fired_at: ago(14_400), run_id: runId(3), status: "succeeded", reason: null },
    { fired_at: ago(100_800), run_id: runId(2), status: "failed", reason: "ended with code 1" },
  ],
  ...different,
});

export const mixedOutcomes: Schedule["last_outcomes"] = [
  { fired_at: ago(10), run_id: null, status: "starting", reason: null },
  {
    fired_at: ago(600),
    run_id: runId(3),
    status: "parked",
    reason: "You have started 10 runs in the last hour; 10 are allowed.",
  },
  {
    fired_at: ago(1200),
    run_id: runId(2),
    status: "skipped_quota",
    reason: "You have started 10 runs in the last hour; 10 are allowed.",
  },
  { fired_at: ago(1800), run_id: null, status: "missed", reason: "No server looked in time." },
  { fired_at: ago(2400), run_id: runId(1), status: "running", reason: null },
];
