import type { VendorState } from "./vendorState.ts";

/** A window at a moment; instants in milliseconds since 1970. */
export interface Meter {
  used_pct: number;
  starts_at: number;
  resets_at: number;
  /** False while nothing was ever used: vendors then leave the reset out, or let it slide. */
  begun: boolean;
  /** Whole; null for a month. */
  seconds: number | null;
}

/** What an account has used at a moment: what a body is built from. */
export interface Usage {
  now: number;
  session: Meter | null;
  weekly: Meter | null;
  monthly: Meter | null;
  models: readonly (Meter & { name: string })[];
  balance: number | null;
  plan: string | null;
  overage: boolean;
}

export interface UsageMoment {
  now: number;
  /** When the state was set: what relative resets count from. */
  set_at: number;
  session_seconds: number;
  /** Which window the shares of single models belong to. */
  models_in: "session" | "weekly";
  /** Added to the reset of every window that has begun. */
  jitter_ms: number;
  /** A window that was reset after this moment shows all used up; null where resets are told well. */
  bogus_since: number | null;
}

const WEEK = 604_800;

/** Windows whose reset has passed have begun anew, with nothing used. */
export function usageAt(state: VendorState, moment: UsageMoment): Usage {
  const { session_seconds, models_in } = moment;
  const spans = {
    session: { seconds: session_seconds, resets_at: state.session_resets_at },
    weekly: { seconds: WEEK, resets_at: state.weekly_resets_at },
    monthly: { seconds: null, resets_at: state.monthly_resets_at },
  };
  const meter = (pct: number | undefined, span: Span) =>
    pct === undefined ? null : meterAt(pct, span, moment);
  return {
    now: moment.now,
    session: meter(state.session_pct, spans.session),
    weekly: meter(state.weekly_pct, spans.weekly),
    monthly: meter(state.monthly_pct, spans.monthly),
    models: Object.entries(state.model_weekly ?? {}).map(([name, pct]) => ({
      name,
      ...meterAt(pct, spans[models_in], moment),
    })),
    balance: state.balance ?? null,
    plan: state.plan ?? null,
    overage: state.overage ?? false,
  };
}

interface Span {
  seconds: number | null;
  resets_at: string | number | undefined;
}

function meterAt(used_pct: number, { seconds, resets_at }: Span, moment: UsageMoment): Meter {
  const { now, set_at, jitter_ms, bogus_since } = moment;
  const later = (from: number, times: number) =>
    seconds === null ? monthsLater(from, times) : from + times * seconds * 1000;
  if (used_pct === 0 && resets_at === undefined) {
    // A month begins whether it is used or not.
    const start = seconds === null ? monthStart(now) : now;
    return { used_pct, starts_at: start, resets_at: later(start, 1), begun: false, seconds };
  }
  const first =
    resets_at === undefined
      ? later(seconds === null ? monthStart(set_at) : set_at, 1)
      : instantOf(resets_at, set_at);
  const rounds = (at: number) => {
    let passed = 0;
    while (later(first, passed) <= at) passed++;
    return passed;
  };
  const passed = rounds(now);
  const isBogus = bogus_since !== null && rounds(bogus_since) < passed;
  return {
    used_pct: isBogus ? 100 : passed > 0 ? 0 : used_pct,
    starts_at: later(first, passed - 1),
    resets_at: later(first, passed) + jitter_ms,
    begun: true,
    seconds,
  };
}

/** @throws {RangeError} for what is neither seconds nor an instant */
export function instantOf(given: string | number, from: number): number {
  const seconds = typeof given === "string" && given.trim() === "" ? Number.NaN : Number(given);
  const at = Number.isFinite(seconds) ? from + seconds * 1000 : Date.parse(String(given));
  if (Number.isNaN(at)) throw new RangeError(`Neither seconds nor an instant: ${given}`);
  return at;
}

function monthStart(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** The same day and time so many months later; the last day where the month is too short. */
function monthsLater(from: number, months: number): number {
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}
