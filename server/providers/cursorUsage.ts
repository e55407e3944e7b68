import { readRequests, readSand } from "./cursorSides.ts";
import { readPeriod, readSummary } from "./cursorSummary.ts";
import { objectOf } from "./lenient.ts";
import type { Report, VendorAnswer } from "./provider.ts";
import { httpFailure } from "./report.ts";

/** Reads whichever of Cursor's four endpoints answered. */
export function readCursor(answer: VendorAnswer, now: number): Report {
  const failure = httpFailure(answer, now);
  if (failure) return failure;
  const body = objectOf(answer.body);
  if ("usagePercent" in body || "hasAvailableUsage" in body) return readSand(body, now);
  if ("gpt-4" in body || "startOfMonth" in body) return readRequests(body, now);
  if ("planUsage" in body || "spendLimitUsage" in body) return readPeriod(body, now);
  return readSummary(body, now);
}
