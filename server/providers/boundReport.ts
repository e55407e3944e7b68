import type { Limit, Scope } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import type { Report } from "./provider.ts";
import { withoutReading } from "./report.ts";

/** The richest answer seen has some thirty. */
export const MOST_LIMITS = 200;
const MOST_KEYS = 50;
const MOST_NAME = 200;
const MOST_WORDS = 500;

/** What no JSON column holds: NUL, and half of a surrogate pair. */
const UNKEPT = /[\0\p{Surrogate}]/gu;

/** At most `most` characters, as records can hold them. */
export const keptText = (value: string, most = MOST_NAME): string =>
  value.slice(0, most).replaceAll(UNKEPT, "\u{fffd}");

export const keptPlan = (plan: Plan | null): Plan | null =>
  plan && { id: keptText(plan.id), label: keptText(plan.label) };

/**
 * A report that can be written down, listed and logged, whatever a vendor put into it. Names that
 * tell limits apart are not mended but dropped. With more limits than are kept, a gate may be among
 * those that are not: what remains sees a part only.
 */
export function boundReport(report: Report): Report {
  const named = report.limits.filter(({ id, scope }) => isKept(id) && isKept(scope));
  const limits = named
    .slice(0, MOST_LIMITS)
    .map((limit): Limit => ({ ...limit, label: keptText(limit.label) }));
  const dropped = report.limits.length - limits.length;
  const bounded: Report = {
    ...report,
    plan: keptPlan(report.plan),
    default_scopes: report.default_scopes.filter((scope: Scope) => isKept(scope)),
    limits,
    coverage: dropped > 0 ? "partial" : report.coverage,
    error: report.error && {
      code: keptText(report.error.code),
      message: keptText(report.error.message, MOST_WORDS),
    },
    unknown_keys: report.unknown_keys.slice(0, MOST_KEYS).map((key) => keptText(key)),
    dropped_rows: report.dropped_rows + dropped,
  };
  return limits.length > 0 || report.status !== "ok" ? bounded : withoutReading(bounded);
}

const isKept = (name: string) => keptText(name) === name;
