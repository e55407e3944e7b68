import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import { describeWindowPace } from "./describeWindowPace.ts";

const NOW = Date.parse("2026-03-03T12:00:00.000Z");
const HOUR = 3600;
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

/** A window of ten hours, of which so many are over. */
const window = (used_pct: number | null, hoursOver: number, more: Partial<Limit> = {}): Limit =>
  limitExample({
    used_pct,
    window_seconds: 10 * HOUR,
    resets_at: at((10 - hoursOver) * HOUR),
    observed_at: at(0),
    ...more,
  });

const say = (limit: Limit) =>
  describeWindowPace(limit, NOW, { timeZone: "UTC" })?.replaceAll("\u00A0", " ") ?? null;
const lasts = "At this pace it lasts until it resets.";

describe("the pace of a window", () => {
  it.each<[string, Limit, string | null]>([
    [
      "leads to its end",
      window(80, 4),
      "At this pace it is used up 13:00 UTC, 5 h before it resets.",
    ],
    ["just lasts", window(40, 4), lasts],
    ["is none where nothing is used", window(0, 4), lasts],
    ["says nothing after less than a tenth", window(50, 0.99), null],
    ["says something after a tenth", window(5, 1.01), lasts],
    ["says nothing of what is used up", window(100, 4), null],
    ["says nothing of unknown use", window(null, 4), null],
    ["says nothing where the reset may move", window(80, 4, { reset_trust: "upper_bound" }), null],
    ["says nothing where the reset is due", window(80, 10, { observed_at: at(-HOUR) }), null],
    ["says nothing without a length", window(80, 4, { window_seconds: null }), null],
    ["says nothing of a sliding window", window(80, 4, { window_kind: "sliding" }), null],
    [
      "is of the moment it was seen at",
      window(50, 4, { observed_at: at(-HOUR) }),
      "At this pace it is used up 14:00 UTC, 4 h before it resets.",
    ],
    ["is no end that has passed", window(90, 6, { observed_at: at(-3 * HOUR) }), null],
  ])("%s", (_, limit, words) => expect(say(limit)).toBe(words));
});
