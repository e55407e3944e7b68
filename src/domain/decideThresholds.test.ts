import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { limitExample } from "../contract/limitExample.ts";
import { type Asked, decide, type Facts } from "./decide.ts";
import type { ThresholdFact } from "./thresholds.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const window = (id: string, used_pct: number | null, resets: number) =>
  limitExample({ id, used_pct, resets_at: at(resets), observed_at: at(-10) });
const caps = (session: number | null, week: number | null, more: Partial<ThresholdFact> = {}) => ({
  known: true as const,
  value: {
    thresholds: { session_pct: 90, week_pct: 90 },
    model: null,
    poll_seconds: 300,
    accounts: [
      {
        account_id: "a",
        provider: "claude" as const,
        status: "ok" as const,
        vendor_verdict: null,
        coverage: "full" as const,
        default_scopes: ["account" as const],
        limits: [window("session", session, 3600), window("weekly", week, 90_000)],
        observed_at: at(-10),
      },
    ],
    ...more,
  },
});
const full: Asked<never> = { known: false, engine: "counters" };
const reasons = (facts: Omit<Facts, "kind">) =>
  decide({ kind: "run", ...facts }, NOW).reasons.map(({ reason }) => reason);

describe("a person's own caps in the decision", () => {
  it("bind after the session limit and before what the counters say, and wait for the last", () => {
    const sessions = { running: 1, max: 1, sessions: [] };
    const all = { sessions: { known: true as const, value: sessions }, runQuota: full };
    expect(reasons({ ...all, thresholds: caps(95, 96) })).toEqual([
      "session_limit_reached",
      "session_threshold",
      "week_threshold",
      "limits_unavailable",
    ]);
    const decision = decide({ kind: "run", thresholds: caps(95, 96) }, NOW);
    expect(decision).toMatchObject({ allowed: false, retry_at: at(90_000), advice: [] });
  });

  it("are waited for no longer than until an account under them has something left again", () => {
    const both = [...caps(95, 10).value.accounts, ...caps(10, 10).value.accounts];
    const [over, spent] = both;
    if (!over || !spent) throw new Error("two accounts");
    const limits = [window("session", 10, 3600), window("weekly", 100, 20)];
    const thresholds = caps(95, 10, {
      accounts: [over, { ...spent, account_id: "b", limits }],
      thresholds: { session_pct: 90, week_pct: null },
    });
    const decision = decide({ kind: "run", thresholds }, NOW);
    expect(decision.refusal).toMatchObject({ reason: "session_threshold", resets_at: at(3600) });
    expect(decision.retry_at).toBe(at(20));
    const quota = { used: 1, max: 1, remaining: 0, window_seconds: 60, next_slot_at: at(40) };
    const runQuota = { known: true as const, value: quota as never };
    expect(decide({ kind: "run", thresholds, runQuota }, NOW).retry_at).toBe(at(40));
  });

  it("open with advice where nothing is known, and without where all is", () => {
    const advice = (facts: ReturnType<typeof caps>) =>
      decide({ kind: "session", thresholds: facts }, NOW).advice;
    expect(advice(caps(null, 10))).toMatchObject([{ kind: "gate_open_unknown" }]);
    expect(advice(caps(10, 10))).toEqual([]);
  });

  it("hold what the records cannot tell of, like any count of ours", () => {
    expect(reasons({ thresholds: { known: false, engine: "records" } })).toEqual([
      "limits_unavailable",
    ]);
  });

  it("let pass what goes on once", () => {
    expect(reasons({ thresholds: caps(95, 96, { overridden: true }) })).toEqual([]);
  });
});
