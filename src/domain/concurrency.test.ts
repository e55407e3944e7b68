import { expect, it } from "vitest";
import { concurrencyLimit, wouldQueue } from "./concurrency.ts";

const AT = "2026-03-01T12:00:00.000Z";

it.each([
  { active: 0, max: 2, queued: 0, queues: false, remaining: 2, used_pct: 0, full: false },
  { active: 1, max: 2, queued: 0, queues: false, remaining: 1, used_pct: 50, full: false },
  // A slot is free, but somebody waits for it already.
  { active: 1, max: 2, queued: 1, queues: true, remaining: 1, used_pct: 50, full: false },
  { active: 2, max: 2, queued: 0, queues: true, remaining: 0, used_pct: 100, full: true },
  // The limit was lowered under what runs.
  { active: 3, max: 2, queued: 0, queues: true, remaining: 0, used_pct: 150, full: true },
  { active: 0, max: 0, queued: 0, queues: true, remaining: 0, used_pct: null, full: true },
])(
  "with $active of $max and $queued waiting a new run queues: $queues",
  ({ active, max, queued, queues, remaining, used_pct, full }) => {
    expect(wouldQueue({ active, max, queued })).toBe(queues);
    expect(concurrencyLimit({ active, max, queued }, AT)).toMatchObject({
      used: active,
      max,
      remaining,
      used_pct,
      depleted: full,
      // What is full queues; it refuses nothing.
      gates: false,
      resets_at: null,
      reset_trust: "none",
      observed_at: AT,
    });
  },
);
