import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { snapshotExample } from "../contract/snapshotExample.ts";
import { readConnection, readingKey } from "./accountReading.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const session = (used_pct: number, resets: number): Limit =>
  limitExample({ used_pct, resets_at: at(resets), observed_at: at(-60) });

const connection = (limits: Limit[], more: Partial<Snapshot> = {}, enabled = true) => ({
  enabled,
  snapshot: snapshotExample({
    limits,
    observed_at: at(-60),
    fetched_at: at(-60),
    ...more,
  }),
});

const pace = { enabled: true, poll_seconds: 300 };
const stateOf = (given: ReturnType<typeof connection>, after = 0, provider = pace) =>
  readConnection(given, provider, NOW + after).state;

describe("an account between two answers", () => {
  const spent = connection([session(100, 120)]);

  it.each([
    ["a millisecond before its reset", 119_999, "depleted"],
    ["at its reset", 120_000, "unknown"],
    ["long after", 3_600_000, "unknown"],
  ] as const)("%s is %s", (_, after, state) => {
    expect(stateOf(spent, after)).toBe(state);
  });

  it("tells of its reset by another key, and of nothing before", () => {
    const key = (after: number) => readingKey(spent, pace, NOW + after);
    expect(key(119_999)).toBe(key(0));
    expect(key(120_000)).not.toBe(key(0));
  });

  it.each([
    ["it is switched off", connection([session(5, 60)], {}, false), pace],
    ["its provider is", connection([session(5, 60)]), { ...pace, enabled: false }],
  ])("is off where %s", (_, given, provider) => {
    expect(stateOf(given, 0, provider)).toBe("off");
  });

  it("keeps its numbers after a failed poll, and says so", () => {
    const failing = connection([session(46, 600)], { status: "error" });
    expect(stateOf(failing)).toBe("failing");
    expect(readConnection(failing, pace, NOW).availability.binding?.used_pct).toBe(46);
  });
});
