import { fromInstant } from "../contract/instant.ts";
import type { Run } from "../contract/runs.ts";
import { formatMoment, type Place } from "./moment.ts";

type Parked = Pick<Run, "resumes_at" | "parked_until">;

/** What a parked run waits for, and how long at most: "Waits, resumes about Tue 14:30 CET". */
export function parkedWords(
  { resumes_at, parked_until }: Parked,
  now: number,
  place: Place = {},
): string {
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
