import { fromInstant } from "../contract/instant.ts";
import type { Run } from "../contract/runs.ts";
import { formatMoment, type Place } from "./moment.ts";

type Parked = Pick<Run, "resumes_at" | "parked_until">;

/** What a parked run waits for, and how long at most: "Waits, resumes about Tue 14:30 CET". */
export function parkedWords(run: Parked, now: number, place: Place = {}): string {
  const { resumes_at, parked_until } = run;
  const tooLate = tooLateWords(run, now, place);
  if (tooLate !== null) return `Waits ${tooLate}`;
  const end =
    parked_until === null
      ? ""
      : `, given up ${formatMoment(parked_until, now, place)} at the latest`;
  return `Waits, ${resumeWords(resumes_at, now, place)}${end}`;
}

function resumeWords(resumes_at: Run["resumes_at"], now: number, place: Place): string {
  if (resumes_at === null) return "nobody knows until when";
  if (fromInstant(resumes_at) <= now) return "about to be tried";
  return `resumes about ${formatMoment(resumes_at, now, place)}`;
}

/**
 * Where a run will have waited for as long as it may before what it waits for lifts, unless that lifts
 * sooner than is known; else null. A week's window outlasts three days.
 */
export function tooLateWords(
  { resumes_at, parked_until }: Parked,
  now: number,
  place: Place = {},
): string | null {
  if (resumes_at === null || parked_until === null) return null;
  if (fromInstant(resumes_at) < fromInstant(parked_until)) return null;
  const [until, lifts] = [parked_until, resumes_at].map((at) => formatMoment(at, now, place));
  return `until ${until}, and is given up then: what it waits for lifts only ${lifts}`;
}
