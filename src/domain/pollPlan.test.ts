import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import {
  cooldownSeconds,
  isSuspect,
  nextPoll,
  type PollOutcome,
  retryAfter,
  saysTheSame,
} from "./pollPlan.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const window = (more: Partial<Limit> = {}): Limit =>
  limitExample({ used_pct: 40, resets_at: at(9000), observed_at: at(0), ...more });

const outcome = (more: Partial<PollOutcome> = {}): PollOutcome => ({
  status: "ok",
  failures: 0,
  retry_after_seconds: null,
  limits: [],
  rereads: false,
  ...more,
});

/** Seconds until the next poll at a pace of 300 s, without spread. */
const wait = (more: Partial<PollOutcome>, jitter = 0.5) => {
  const next = nextPoll(outcome(more), 300, jitter, NOW);
  return next === null ? null : (next - NOW) / 1000;
};

describe("the next poll", () => {
  it.each<[string, Partial<PollOutcome>, number | null]>([
    ["comes at the provider's pace", {}, 300],
    ["comes just after a reset that is sooner", { limits: [window({ resets_at: at(60) })] }, 70],
    ["comes at the pace if the reset is later", { limits: [window({ resets_at: at(301) })] }, 300],
    [
      "looks at the first of several resets",
      { limits: [window({ resets_at: at(200) }), window({ resets_at: at(100) })] },
      110,
    ],
    ["does not hurry for a reset that has passed", { limits: [window({ resets_at: at(0) })] }, 300],
    [
      "does not hurry for what gates nothing",
      { limits: [window({ resets_at: at(60), gates: false })] },
      300,
    ],
    ["waits for a person after a rejected token", { status: "auth_required", failures: 1 }, null],
    ["waits for a person where there is no usage", { status: "unsupported", failures: 1 }, null],
    [
      "looks whether a tool has signed in anew",
      { status: "auth_required", failures: 4, rereads: true },
      300,
    ],
    ["comes at the pace after one failure", { status: "error", failures: 1 }, 300],
    ["comes half as often after two", { status: "error", failures: 2 }, 600],
    ["comes a quarter as often after three", { status: "blocked", failures: 3 }, 1200],
    ["comes hourly in the end", { status: "partial", failures: 9 }, 3600],
    [
      "waits as long as a failing vendor asks",
      { status: "error", failures: 1, retry_after_seconds: 900 },
      900,
    ],
    [
      "waits a day at most, whatever a failing vendor asks",
      { status: "error", failures: 1, retry_after_seconds: 1e300 },
      86_400,
    ],
    [
      "comes when a rested credential may be used again",
      { status: "rate_limited", failures: 1, retry_after_seconds: 240 },
      245,
    ],
    ["rests where nobody says how long", { status: "rate_limited", failures: 1 }, 305],
  ])("%s", (_, more, seconds) => expect(wait(more)).toBe(seconds));

  it("is spread by a fifth either way", () => {
    expect([wait({}, 0), wait({}, 1)]).toEqual([240, 360]);
  });

  it("never comes before a rested credential may be used, nor before a passed reset", () => {
    const jitter = fc.double({ min: 0, max: 1, noNaN: true });
    const seconds = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(jitter, seconds, (spread, soon) => {
        const rested = wait({ status: "rate_limited", retry_after_seconds: soon }, spread);
        expect(rested).toBeGreaterThanOrEqual(soon);
        const next = wait({ limits: [window({ resets_at: at(soon) })] }, spread);
        // Either at the pace, before the reset, or at least the grace behind it.
        expect(next === null || next < soon === next <= 360 || next >= soon + 5).toBe(true);
      }),
      { seed: 5 },
    );
  });
});

describe("the rest after a 429", () => {
  it.each([
    [1, null, 300],
    [1, 0, 300],
    [1, 10, 60],
    [1, 60, 60],
    [1, 500, 500],
    [2, 500, 1000],
    [2, null, 600],
    [5, null, 3600],
    [50, null, 3600],
    // What the vendor asks for itself may be longer.
    [1, 7200, 7200],
    [3, 7200, 7200],
  ])("the %s. in a row, asked for %s s: %s s", (times, asked, seconds) =>
    expect(cooldownSeconds(times, asked)).toBe(seconds),
  );
});

describe("100 % right after a reset", () => {
  const spent = window({ used_pct: 100, depleted: true, resets_at: at(18_000) });
  const before = (more: Partial<Limit>) => [window({ observed_at: at(-300), ...more })];

  it.each<[string, Limit[], Limit[], boolean]>([
    ["in the moment of it", before({ resets_at: at(0) }), [spent], true],
    ["within ten minutes", before({ resets_at: at(-599), observed_at: at(-800) }), [spent], true],
    ["ten minutes later", before({ resets_at: at(-600), observed_at: at(-800) }), [spent], false],
    ["before it", before({ resets_at: at(1) }), [spent], false],
    ["without a known reset", before({ resets_at: null, reset_trust: "none" }), [spent], false],
    ["seen already after it", before({ resets_at: at(-400) }), [spent], false],
    ["of another limit", before({ id: "weekly", resets_at: at(0) }), [spent], false],
    ["with room left", before({ resets_at: at(0) }), [window({ used_pct: 99 })], false],
    ["of what gates nothing", before({ resets_at: at(0) }), [{ ...spent, gates: false }], false],
    ["of what was never seen before", [], [spent], false],
  ])("%s", (_, earlier, later, suspect) => expect(isSuspect(earlier, later, NOW)).toBe(suspect));
});

describe("two observations", () => {
  it.each<[string, Partial<Limit>, boolean]>([
    ["at another time say the same", { observed_at: at(300) }, true],
    ["with a jittering reset say the same", { resets_at: at(9059.9) }, true],
    ["with another reset do not", { resets_at: at(9060) }, false],
    ["with a reset that is gone do not", { resets_at: null }, false],
    ["with another share do not", { used_pct: 40.1 }, false],
    ["of another limit do not", { id: "weekly" }, false],
  ])("%s", (_, more, same) => expect(saysTheSame([window()], [window(more)])).toBe(same));

  it("of which one has a limit more do not", () => {
    expect(saysTheSame([window()], [window(), window({ id: "weekly" })])).toBe(false);
    expect(saysTheSame([window(), window({ id: "weekly" })], [window()])).toBe(false);
  });
});

it("tells until when a wait lasts", () => {
  expect([retryAfter(null), retryAfter(NOW + 0.4)]).toEqual([null, at(0)]);
});
