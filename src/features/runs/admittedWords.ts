import { fromInstant } from "../../contract/instant.ts";
import type { Run } from "../../contract/runs.ts";
import { formatMoment, type Place } from "../../domain/moment.ts";
import { tooLateWords } from "../../domain/parkedWords.ts";

/** What became of a run that was let in: "Run queued, place 3". */
export function admittedWords(run: Run, now: number, place: Place = {}): string {
  const { status, queue_position, resumes_at } = run;
  if (status === "parked") {
    const tooLate = tooLateWords(run, now, place);
    if (tooLate !== null) return `Run parked ${tooLate}`;
    return resumes_at === null || fromInstant(resumes_at) <= now
      ? "Run parked"
      : `Run parked, resumes about ${formatMoment(resumes_at, now, place)}`;
  }
  if (status !== "queued") return "Run started";
  return queue_position === null ? "Run queued" : `Run queued, place ${queue_position}`;
}
