import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { type PollFacts, pollDelay } from "./pollDelay.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (ms: number) => toInstant(NOW + ms);
const HOUR = 3_600_000;

const live: PollFacts = { live: true, observedAt: at(-1000), instants: [], failing: false };
const polling: PollFacts = { ...live, live: false };

describe("when to ask again", () => {
  const cases: [promise: string, facts: PollFacts, wait: number | false][] = [
    ["not at all while changes are told and no moment is known", live, false],
    ["not at all for moments that are not known", { ...live, instants: [null, null] }, false],
    ["a little after a known moment", { ...live, instants: [at(4000)] }, 4150],
    ["after the first of several", { ...live, instants: [at(9000), null, at(4000)] }, 4150],
    ["every ten seconds without the live channel", polling, 10_000],
    ["sooner than the poll for a moment that is near", { ...polling, instants: [at(4000)] }, 4150],
    ["with the poll before a moment that is far", { ...polling, instants: [at(HOUR)] }, 10_000],
    ["soon once a moment has passed unseen", { ...live, instants: [at(-500)] }, 500],
    ["never sooner than half a second", { ...live, instants: [at(349)] }, 500],
    ["exactly, just above the soonest", { ...live, instants: [at(351)] }, 501],
    ["not again for a moment that the answer is from", { ...live, instants: [at(-1000)] }, false],
    ["not again for one from before the answer", { ...live, instants: [at(-1001)] }, false],
    ["once more for one a millisecond after the answer", { ...live, instants: [at(-999)] }, 500],
    [
      "for the next moment when one is behind",
      { ...live, instants: [at(-2000), at(60_000)] },
      60_150,
    ],
    [
      "once for a passed moment without any answer",
      { ...live, observedAt: null, instants: [at(-HOUR)] },
      500,
    ],
    ["by the slow poll while it fails, live or not", { ...live, failing: true }, 10_000],
    [
      "by the slow poll while it fails, however near a moment is",
      { ...live, failing: true, instants: [at(10)] },
      10_000,
    ],
    [
      "after twelve hours at the latest: timers overflow",
      { ...live, instants: [at(40 * 24 * HOUR)] },
      12 * HOUR,
    ],
  ];
  it.each(cases)("%s", (_, facts, wait) => {
    expect(pollDelay(facts, NOW)).toBe(wait);
  });

  it("asks once for a moment: the answer that follows it ends the asking", () => {
    const facts = { ...live, instants: [at(4000)] };
    const asked = NOW + 4150;
    expect(pollDelay(facts, asked)).toBe(500);
    expect(pollDelay({ ...facts, observedAt: toInstant(asked) }, asked + 1)).toBe(false);
  });
});
