import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decision } from "../contract/decision.ts";
import { fromInstant, toInstant } from "../contract/instant.ts";
import type { RunQuota } from "../contract/quota.ts";
import { decide, limitsUnavailable, UNAVAILABLE_RETRY_SECONDS } from "./decide.ts";
import { readRunWindow } from "./runWindow.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const OPENS = "2026-03-01T12:04:00.000Z";
const quota = (used: number, max: number): RunQuota => ({
  used,
  max,
  remaining: Math.max(0, max - used),
  window_seconds: 3600,
  next_slot_at: max > 0 && used >= max ? OPENS : null,
  resets_at: used > 0 ? "2026-03-01T12:59:00.000Z" : null,
});
const ask = (value: RunQuota) => decide({ kind: "run", runQuota: { known: true, value } }, NOW);

describe("may a run start?", () => {
  it.each([
    [0, 1],
    [0, 10],
    [7, 10],
    [9, 10],
  ])("yes, with %d of %d used", (used, max) => {
    expect(ask(quota(used, max))).toMatchObject({
      allowed: true,
      refusal: null,
      reasons: [],
      retry_at: null,
    });
  });

  it.each([
    [1, 1],
    [10, 10],
    [12, 10],
  ])("not before the next slot, with %d of %d used", (used, max) => {
    const refusal = {
      reason: "run_quota_exhausted",
      used,
      max,
      window_seconds: 3600,
      next_slot_at: OPENS,
    };
    expect(ask(quota(used, max))).toEqual({
      allowed: false,
      refusal,
      reasons: [refusal],
      advice: [],
      retry_at: OPENS,
    });
  });

  it("never by waiting, at max 0", () => {
    expect(ask(quota(0, 0))).toMatchObject({
      allowed: false,
      refusal: { reason: "run_quota_exhausted", next_slot_at: null },
      retry_at: null,
    });
  });

  it("no, when nothing remains, though used is below max", () => {
    expect(ask({ ...quota(3, 10), remaining: 0 })).toMatchObject({
      allowed: false,
      refusal: { reason: "run_quota_exhausted" },
    });
  });

  it.each(["records", "counters"] as const)("no, while the %s cannot be asked", (engine) => {
    const decision = decide({ kind: "run", runQuota: { known: false, engine } }, NOW);
    const refusal = { reason: "limits_unavailable", engine, retry_after_seconds: 5 };
    expect(decision).toEqual({
      allowed: false,
      refusal,
      reasons: [refusal],
      advice: [],
      retry_at: toInstant(NOW + UNAVAILABLE_RETRY_SECONDS * 1000),
    });
    expect(limitsUnavailable(engine)).toEqual(refusal);
  });

  it.each([
    [79, 100, false],
    [80, 100, true],
    [94, 100, true],
    [95, 100, true],
    [99, 100, true],
    [100, 100, false],
    [0, 0, false],
  ])("with %d of %d used is answered with advice: %s", (used, max, advised) => {
    const advice = { kind: "approaching", limit_id: "runs", label: "Runs", used_pct: used };
    expect(ask(quota(used, max)).advice).toEqual(advised ? [advice] : []);
  });

  it("is answered alike by the same facts, soundly, and without contradiction", () => {
    const starts = fc.array(fc.integer({ min: -5000, max: 500 }), { maxLength: 12 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 8 }), (offsets, max) => {
        const all = offsets.map((offset) => NOW + offset);
        const value = readRunWindow(all, { max, window_seconds: 3 }, NOW);
        const decision = ask(value);
        expect(Decision.parse(decision)).toEqual(decision);
        expect(ask(value)).toEqual(decision);
        expect(decision.allowed).toBe(value.used < max);
        expect(decision.allowed).toBe(decision.reasons.length === 0);
        expect(decision.refusal).toEqual(decision.reasons[0] ?? null);
        expect(decision.allowed || decision.advice.length === 0).toBe(true);
        expect(decision.retry_at === null).toBe(decision.allowed || max === 0);
        const later = decision.retry_at === null ? null : fromInstant(decision.retry_at);
        expect(later === null || later > NOW).toBe(true);
        const freed = (now: number) =>
          readRunWindow(all, { max, window_seconds: 3 }, now).used < max;
        expect(later === null || freed(later)).toBe(true);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
