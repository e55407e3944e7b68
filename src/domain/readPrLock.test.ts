import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { lockWords } from "./lockWords.ts";
import { lockMoments, type PrLockReading, type PrLockSummary, readPrLock } from "./readPrLock.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const free: PrLockSummary = {
  state: "free",
  held_since: null,
  queue_depth: 0,
  lease_expires_at: null,
};
const held = (left: number, more: Partial<PrLockSummary> = {}): PrLockSummary => ({
  state: "held",
  held_since: at(left - 120),
  queue_depth: 0,
  lease_expires_at: at(left),
  ...more,
});

describe("a PR lock read against the clock", () => {
  it.each<[string, PrLockSummary, PrLockReading, string]>([
    ["free", free, "free", "Nobody is delivering now."],
    [
      "free, a turn standing",
      { ...free, queue_depth: 2 },
      "free",
      "The first in the queue has its turn.",
    ],
    ["just taken", held(120), "held", "Held, and nobody waits."],
    [
      "one waits",
      held(90, { state: "draining", queue_depth: 1 }),
      "draining",
      "Held, and 1 waits.",
    ],
    ["two wait", held(90, { state: "draining", queue_depth: 2 }), "draining", "Held, and 2 wait."],
    ["40 s left", held(40), "held", "Held, and nobody waits."],
    [
      "a millisecond less",
      held(39.999),
      "stuck",
      "The holder has not renewed; the lock frees itself in 40 s.",
    ],
    [
      "24 s left, others wait",
      held(24, { state: "draining", queue_depth: 2 }),
      "stuck",
      "The holder has not renewed; the lock frees itself in 24 s.",
    ],
    [
      "called stuck by the server",
      held(60, { state: "stuck" }),
      "stuck",
      "The holder has not renewed; the lock frees itself in 1 m.",
    ],
    [
      "stuck, no lease known",
      held(0, { state: "stuck", lease_expires_at: null }),
      "stuck",
      "The holder has not renewed.",
    ],
    [
      "held, no lease known",
      held(0, { lease_expires_at: null }),
      "held",
      "Held, and nobody waits.",
    ],
    [
      "run out at this very moment",
      held(0),
      "unknown",
      "The holder's lease has run out, checking.",
    ],
    ["run out long ago", held(-500), "unknown", "The holder's lease has run out, checking."],
  ])("%s", (_, lock, reading, sentence) => {
    expect(readPrLock(lock, NOW, true)).toBe(reading);
    expect(lockWords[reading].sentence(lock, NOW).replaceAll("\u00a0", " ")).toBe(sentence);
  });

  it("is not called free once it could not be asked again", () => {
    expect(readPrLock(free, NOW, false)).toBe("unknown");
    expect(lockWords.unknown.sentence(free, NOW)).toBe("It was free when it was last seen.");
    expect(readPrLock(held(90), NOW, false)).toBe("held");
  });

  it("is to be asked again when it gets stuck, and when it frees itself", () => {
    expect(lockMoments(held(90))).toEqual([at(50), at(90)]);
    expect(lockMoments(free)).toEqual([]);
  });
});
