import type { Limit } from "../../src/contract/limit.ts";
import type { PollStatus } from "../../src/contract/snapshot.ts";
import { instantOf, isObject, numberOf, objectOf, textOf } from "./lenient.ts";
import { soundLimits } from "./limitOf.ts";
import type { Report, VendorAnswer } from "./provider.ts";

const nothing: Report = {
  status: "ok",
  plan: null,
  vendor_verdict: null,
  coverage: "full",
  default_scopes: ["account"],
  limits: [],
  error: null,
  retry_after_seconds: null,
  unknown_keys: [],
  dropped_rows: 0,
};

/**
 * What an answer says that could be read. Without one readable limit it is `partial`, and says so. A
 * row that cannot be read may be the gate that is spent, or the one with room: what remains sees a
 * part only.
 */
export function reportOf(read: Partial<Report> & { limits: Limit[] }): Report {
  const { limits, dropped } = soundLimits(read.limits);
  const dropped_rows = (read.dropped_rows ?? 0) + dropped;
  const report: Report = {
    ...nothing,
    ...read,
    limits,
    dropped_rows,
    ...(dropped_rows > 0 && limits.length > 0 && { coverage: "partial" }),
  };
  return limits.length > 0 || report.status !== "ok" ? report : withoutReading(report);
}

/** An answer of which no limit can be read. */
export const withoutReading = (report: Report): Report => ({
  ...report,
  status: "partial",
  error: report.error ?? {
    code: "no_limits",
    message: "The answer holds no limit that can be read.",
  },
});

/** What a poll says that brought no numbers. */
export const failedReport = (
  status: Exclude<PollStatus, "ok">,
  code: string,
  message: string,
  more: Partial<Report> = {},
): Report => ({ ...nothing, ...more, status, error: { code, message } });

/**
 * The report of an answer that is a failure by HTTP alone; null if it is none, and its body may be
 * read. None of them says anything about the account's quota.
 */
export function httpFailure(answer: VendorAnswer, now: number): Report | null {
  const { status, body } = answer;
  const retry_after_seconds = retryAfterSeconds(answer, now);
  if (status === 429) {
    return failedReport("rate_limited", "usage_rate_limited", "The usage endpoint asks to wait.", {
      retry_after_seconds,
    });
  }
  if (body === undefined && status < 400 && /json/i.test(answer.headers["content-type"] ?? "")) {
    return failedReport("error", "broken_json", "The answer broke off, or is no JSON.");
  }
  if (body === undefined && status < 500) {
    return status === 403 || (status >= 200 && status < 400)
      ? failedReport("blocked", "not_json", `HTTP ${status} with a page instead of JSON.`)
      : failedReport(
          status === 401 ? "auth_required" : "error",
          `http_${status}`,
          `HTTP ${status}.`,
        );
  }
  if (status === 401 || status === 403) {
    return failedReport(
      "auth_required",
      `http_${status}`,
      "The vendor does not accept this sign-in.",
    );
  }
  if (status < 200 || status >= 300) {
    return failedReport("error", `http_${status}`, `HTTP ${status}.`, { retry_after_seconds });
  }
  if (!isObject(body)) {
    return failedReport("error", "unexpected_body", "The answer is not a JSON object.");
  }
  return null;
}

/** `Retry-After` in seconds, given as seconds or as a date; null if there is none. */
export function retryAfterSeconds({ headers }: VendorAnswer, now: number): number | null {
  const given = textOf(headers["retry-after"]);
  if (given === null) return null;
  const seconds = numberOf(given);
  if (seconds !== null) return Math.max(0, seconds);
  const date = Date.parse(given);
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000);
}

/** The vendor's clock, by its `Date` header: what relative resets count from. */
export function vendorNow({ headers }: VendorAnswer, now: number): number {
  const date = Date.parse(headers["date"] ?? "");
  return Number.isNaN(date) ? now : date;
}

/** Members of an object that the reader does not know, below `path`. */
export function unknownKeys(value: unknown, known: readonly string[], path = ""): string[] {
  return Object.keys(objectOf(value))
    .filter((key) => !known.includes(key))
    .map((key) => (path === "" ? key : `${path}.${key}`));
}

/** A reset told relative to now, in seconds. */
export const instantIn = (seconds: number | null, from: number) =>
  seconds === null ? null : instantOf(from + seconds * 1000);
