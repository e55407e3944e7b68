import type { Run } from "../contract/runs.ts";
import { NOON } from "./settings.ts";

/** The moment so many seconds before the one that stories are written for; after it, if negative. */
export const ago = (seconds: number): string =>
  new Date(Date.parse(NOON) - seconds * 1000).toISOString();

export const WEB = "acme/web";

/** The id of the nth run of a scenario, as its world counts them. */
export const runId = (n: number): string =>
  `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** Longer than anybody plans for, with nowhere to break. */
export const LONG_WORD =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
export const LONG_MESSAGE = `Rewrite ${LONG_WORD} so that it fits, keep every test green, and say in the pull request why each of the forty-one steps was needed. ${"And then once more, slowly. ".repeat(8)}`;
/** "Fix the payment page before the weekend" in Arabic, with a path in it. */
export const RIGHT_TO_LEFT = "أصلح صفحة الدفع src/pay.ts قبل نهاية الأسبوع";

/** A run that goes on, and whatever is different about it. */
export const runWith = (different: Partial<Run> = {}): Run => ({
  id: runId(7),
  kind: "task",
  project_id: WEB,
  user_id: "dana",
  source: "manual",
  execution: "managed",
  agent: "command",
  status: "running",
  name: null,
  message: "Fix the flaky checkout test",
  provider: null,
  model: null,
  admitted_at: ago(420),
  started_at: ago(420),
  queue_position: null,
  finished_at: null,
  lease_expires_at: null,
  end_reason: null,
  exit_code: null,
  summary: null,
  refusal: null,
  reasons: [],
  parked_at: null,
  parked_until: null,
  resumes_at: null,
  allow_overage: false,
  schedule_id: null,
  compute_seconds: 0,
  stops_at: null,
  ...different,
});

/** What is different about a run that is over. */
export const over = (
  status: Run["status"],
  end_reason: Run["end_reason"],
  exit_code: number | null = null,
): Partial<Run> => ({ status, end_reason, exit_code, finished_at: ago(60) });

export const sessionWith = (different: Partial<Run> = {}): Run =>
  runWith({ kind: "session", name: "Refactor the parser", message: null, ...different });

/** A holder or waiter of a project, as everybody may see it. */
export const party = (title: string | null, owner = "dana", run = 1) => ({
  run_id: runId(run),
  kind: "task" as const,
  title,
  owner,
});
