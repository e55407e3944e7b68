import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, toInstant } from "../contract/instant.ts";
import type { Reason, Refusal } from "../contract/refusal.ts";
import { refusalExamples as ex } from "../contract/refusalExamples.ts";
import { explain, retryAt } from "./explain.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");

describe("until when a refusal holds", () => {
  it.each<[Reason, Instant | null]>([
    ["compute_quota_exceeded", ex.compute_quota_exceeded.resets_at],
    ["session_limit_reached", null],
    ["session_threshold", ex.session_threshold.resets_at],
    ["week_threshold", ex.week_threshold.resets_at],
    ["run_quota_exhausted", ex.run_quota_exhausted.next_slot_at],
    ["accounts_depleted", ex.accounts_depleted.resets_at],
    ["quota_exhausted", ex.quota_exhausted.quota_resets_at],
    ["insufficient_credits", null],
    ["limits_unavailable", toInstant(NOW + 5000)],
  ])("%s: %s", (reason, until) => expect(explain(ex[reason], NOW).until).toBe(until));

  it.each<Refusal>([
    { ...ex.session_threshold, resets_at: null },
    { ...ex.week_threshold, resets_at: null },
    { ...ex.run_quota_exhausted, next_slot_at: null },
    { ...ex.quota_exhausted, quota_resets_at: null },
  ])("is not made up for $reason", (refusal) => expect(explain(refusal, NOW).until).toBeNull());

  it("is the next look where no account says when it comes back", () => {
    const { until, until_label } = explain({ ...ex.accounts_depleted, resets_at: null }, NOW);
    expect(until).toBe(ex.accounts_depleted.next_look_at);
    expect(until_label).toBe("Leeway looks again");
  });

  it("moves with the clock only where an engine is asked again", () => {
    for (const refusal of Object.values(ex)) {
      const moved = explain(refusal, NOW).until !== explain(refusal, NOW + 1).until;
      expect(moved).toBe(refusal.reason === "limits_unavailable");
    }
  });
});

describe("when to try again", () => {
  const opening = (next_slot_at: Instant | null): Refusal => ({
    ...ex.run_quota_exhausted,
    next_slot_at,
  });

  it.each<[string, Refusal[], Instant | null]>([
    ["is nothing to wait for without a reason", [], null],
    [
      "is the one reason's moment",
      [opening("2026-03-01T12:04:00.000Z")],
      "2026-03-01T12:04:00.000Z",
    ],
    [
      "is the latest moment",
      [ex.week_threshold, ex.run_quota_exhausted, ex.limits_unavailable],
      "2026-03-05T14:00:00.000Z",
    ],
    [
      "is the latest moment, whichever comes first",
      [ex.limits_unavailable, ex.run_quota_exhausted, ex.week_threshold],
      "2026-03-05T14:00:00.000Z",
    ],
    [
      "compares moments, not letters",
      [opening("2026-03-01T12:04:00.500Z"), opening("2026-03-01T12:04:00Z")],
      "2026-03-01T12:04:00.500Z",
    ],
    ["is never, if one needs an act", [ex.week_threshold, ex.session_limit_reached], null],
    ["is never, if the first needs an act", [ex.insufficient_credits, ex.week_threshold], null],
    ["is unknown, if one moment is", [ex.week_threshold, opening(null)], null],
  ])("%s", (_, reasons, moment) => expect(retryAt(reasons, NOW)).toBe(moment));
});

it("names the window of a model that holds, and that another model helps", () => {
  const { sentence, remedies } = explain({ ...ex.week_threshold, window: "Weekly Opus" }, NOW);
  expect(sentence).toMatch(/^Claude's Weekly Opus window is /);
  expect(remedies.map(({ label }) => label)).toContain(
    "Or name a model that this window does not count.",
  );
  expect(explain(ex.week_threshold, NOW).remedies).toHaveLength(remedies.length - 1);
});

describe("any refusal", () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0.3, 0, 99.6));
  const count = fc.integer({ min: 0, max: 1e9 });
  const refusal = fc.oneof<fc.Arbitrary<Refusal>[]>(
    fc.tuple(number, number).map(([used_seconds, quota_seconds]) => ({
      ...ex.compute_quota_exceeded,
      used_seconds,
      quota_seconds,
    })),
    fc.tuple(count, count).map(([running, max]) => ({ ...ex.session_limit_reached, running, max })),
    fc.tuple(number, number).map(([utilization_pct, threshold_pct]) => ({
      ...ex.week_threshold,
      utilization_pct,
      threshold_pct,
    })),
    fc.tuple(count, count, count).map(([used, max, window_seconds]) => ({
      ...ex.run_quota_exhausted,
      used,
      max,
      window_seconds,
    })),
    count.map((retry_after_seconds) => ({ ...ex.limits_unavailable, retry_after_seconds })),
  );

  it("is told in words alone, whatever its numbers", () => {
    fc.assert(
      fc.property(refusal, (refusal) => {
        const { title, sentence, remedies } = explain(refusal, NOW);
        const told = [title, sentence, ...remedies.map(({ label }) => label)].join("\n");
        expect(told).not.toMatch(/NaN|undefined|null|Infinity|∞|-0%/);
        expect(sentence).toMatch(/\.$/);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
