import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromInstant, toInstant } from "../contract/instant.ts";
import { Limit } from "../contract/limit.ts";
import { RunQuota } from "../contract/quota.ts";
import { readLimit } from "./readLimit.ts";
import { leavesWindowAt, readRunWindow, runLimit } from "./runWindow.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const WINDOW_MS = 60_000;
const window = (starts: number[], max = 3, now = NOW) =>
  readRunWindow(
    starts.map((start) => NOW + start),
    { max, window_seconds: WINDOW_MS / 1000 },
    now,
  );
const at = (offset: number | null) => (offset === null ? null : toInstant(NOW + offset));

describe("the sliding window of runs", () => {
  it.each<[string, number[], number, [number, number, number | null, number | null]]>([
    ["is empty without starts", [], 3, [0, 3, null, null]],
    ["has room below max", [-10, -20], 3, [2, 1, null, WINDOW_MS - 10]],
    ["opens when the oldest leaves", [-10, -30, -20], 3, [3, 0, WINDOW_MS - 30, WINDOW_MS - 10]],
    ["keeps a start to its last millisecond", [1 - WINDOW_MS], 1, [1, 0, 1, 1]],
    ["frees a place at the very millisecond", [-WINDOW_MS], 1, [0, 1, null, null]],
    ["has forgotten what left long ago", [-9 * WINDOW_MS, -1], 2, [1, 1, null, WINDOW_MS - 1]],
    ["counts a start of this moment", [0], 3, [1, 2, null, WINDOW_MS]],
    [
      "counts a start that the clock went back before",
      [500],
      1,
      [1, 0, WINDOW_MS + 500, WINDOW_MS + 500],
    ],
    [
      "counts starts of one millisecond each",
      [-5, -5, -5],
      3,
      [3, 0, WINDOW_MS - 5, WINDOW_MS - 5],
    ],
    [
      "waits for enough of the oldest under a lowered max",
      [-40, -30, -20, -10],
      2,
      [4, 0, WINDOW_MS - 20, WINDOW_MS - 10],
    ],
    [
      "waits for all but none under a max of 1",
      [-40, -30, -20],
      1,
      [3, 0, WINDOW_MS - 20, WINDOW_MS - 20],
    ],
    ["never opens at max 0", [-10], 0, [1, 0, null, WINDOW_MS - 10]],
    ["never opens at max 0, though empty", [], 0, [0, 0, null, null]],
  ])("%s", (_, starts, max, [used, remaining, next, resets]) => {
    expect(window(starts, max)).toEqual({
      used,
      max,
      remaining,
      window_seconds: 60,
      next_slot_at: at(next),
      resets_at: at(resets),
    });
  });

  it("leaves what it is given as it is", () => {
    const starts = Object.freeze([NOW, NOW - 5, NOW - 1]);
    expect(readRunWindow(starts, { max: 3, window_seconds: 60 }, NOW).used).toBe(3);
  });

  const log = fc.record({
    starts: fc.array(
      fc.oneof(
        fc.integer({ min: -4000, max: 1500 }),
        fc.integer({ min: -8, max: 3 }).map((n) => n * 500),
      ),
      { maxLength: 12 },
    ),
    max: fc.integer({ min: 0, max: 6 }),
    window_seconds: fc.integer({ min: 1, max: 3 }),
  });

  it("agrees with counting by hand at every moment", () => {
    fc.assert(
      fc.property(log, ({ starts, max, window_seconds }) => {
        const allowance = { max, window_seconds };
        const usedAt = (t: number) =>
          starts.filter((start) => t < start + window_seconds * 1000).length;
        /** Something changes only when a start leaves. */
        const moments = [0, ...starts.map((start) => leavesWindowAt(start, allowance))]
          .filter((t) => t >= 0)
          .sort((a, b) => a - b);
        const first = (holds: (t: number) => boolean) => moments.find(holds) ?? null;
        const opens = first((t) => usedAt(t) < max);
        const empty = first((t) => usedAt(t) === 0);
        const quota = readRunWindow(starts, allowance, 0);
        expect(quota).toEqual({
          used: usedAt(0),
          max,
          remaining: Math.max(0, max - usedAt(0)),
          window_seconds,
          next_slot_at: opens === null || opens === 0 ? null : toInstant(opens),
          resets_at: empty === null || empty === 0 ? null : toInstant(empty),
        });
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it("opens at its next slot and not a millisecond sooner", () => {
    fc.assert(
      fc.property(log, ({ starts, max, window_seconds }) => {
        const readAt = (now: number) => readRunWindow(starts, { max, window_seconds }, now);
        const { remaining, next_slot_at, resets_at } = readAt(0);
        expect(next_slot_at === null).toBe(remaining > 0 || max === 0);
        const opens = next_slot_at === null ? null : fromInstant(next_slot_at);
        const empty = resets_at === null ? null : fromInstant(resets_at);
        const opensThen = (t: number) => readAt(t - 1).remaining === 0 && readAt(t).remaining > 0;
        const emptyThen = (t: number) => readAt(t - 1).used > 0 && readAt(t).used === 0;
        expect(opens === null || (opens > 0 && opensThen(opens))).toBe(true);
        expect(empty === null || (empty > 0 && emptyThen(empty))).toBe(true);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  it("is a sound quota and a sound limit, exhausted exactly when nothing remains", () => {
    fc.assert(
      fc.property(log, ({ starts, max, window_seconds }) => {
        const quota = RunQuota.parse(readRunWindow(starts, { max, window_seconds }, 0));
        const limit = Limit.parse(runLimit(quota, toInstant(0)));
        const { level, blocks } = readLimit(limit, 0, 60);
        expect(level === "exhausted").toBe(quota.remaining === 0);
        expect(blocks).toBe(quota.remaining === 0);
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
});

describe("the window as a limit", () => {
  it("keeps the numbers as they are", () => {
    expect(runLimit(window([-10, -20], 3), toInstant(NOW))).toMatchObject({
      id: "runs",
      kind: "window",
      unit: "runs",
      used: 2,
      max: 3,
      remaining: 1,
      used_pct: (2 / 3) * 100,
      cap: "limited",
      window_kind: "sliding",
      window_seconds: 60,
      resets_at: at(WINDOW_MS - 10),
      reset_trust: "authoritative",
      gates: true,
      depleted: false,
      observed_at: toInstant(NOW),
    });
  });

  it("trusts no reset where there is none", () => {
    expect(runLimit(window([]), toInstant(NOW))).toMatchObject({
      resets_at: null,
      reset_trust: "none",
    });
  });

  it("divides nothing by a max of 0, and is depleted", () => {
    expect(runLimit(window([], 0), toInstant(NOW))).toMatchObject({
      used_pct: null,
      depleted: true,
    });
  });

  it("believes an answer of nothing remaining, though used is below max", () => {
    const quota = { ...window([-10], 3), remaining: 0 };
    expect(readLimit(runLimit(quota, toInstant(NOW)), NOW, 60)).toMatchObject({
      level: "exhausted",
      blocks: true,
    });
  });
});
