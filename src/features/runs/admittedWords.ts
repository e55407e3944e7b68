import type { Run } from "../../contract/runs.ts";

/** What became of a run that was let in: "Run queued, place 3". */
export function admittedWords({ status, queue_position }: Run): string {
  if (status !== "queued") return "Run started";
  return queue_position === null ? "Run queued" : `Run queued, place ${queue_position}`;
}
