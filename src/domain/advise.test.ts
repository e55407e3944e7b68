import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Advice } from "../contract/advice.ts";
import { advise } from "./advise.ts";

const at = "2026-03-01T12:00:00.000Z";
const lock = { kind: "pr_lock_held", project_id: "acme/web", held_since: at } as const;
const approaching = { kind: "approaching", limit_id: "runs", label: "Runs" } as const;

describe("advice", () => {
  it.each<[Advice, string]>([
    [
      { kind: "concurrency_full", project_id: "acme/web", active: 2, max: 2, queued: 1 },
      "This repository is at maximum concurrency. A new run will queue until an active run completes.",
    ],
    [
      { ...lock, queue_depth: 2 },
      "The repository advisory lock is held during PR delivery to prevent concurrent writes. Runs queued: 2.",
    ],
    [
      { ...lock, held_since: null, queue_depth: 0 },
      "The repository advisory lock is held during PR delivery to prevent concurrent writes. Runs queued: 0.",
    ],
    [{ ...approaching, used_pct: 80 }, "Runs: 80% used."],
    [{ ...approaching, used_pct: 99.6 }, "Runs: 99% used."],
    [
      { kind: "snapshot_stale", account_id: "a-1", observed_at: at },
      "The last value of this account is old. It may have changed.",
    ],
    [
      { kind: "gate_open_unknown", label: "Claude weekly" },
      "Claude weekly is unknown, so it does not hold anything back.",
    ],
  ])("%j reads word for word", (advice, sentence) => expect(advise(advice)).toBe(sentence));

  it("is told in words, whatever the share", () => {
    fc.assert(
      fc.property(fc.double(), (used_pct) => {
        expect(advise({ ...approaching, used_pct })).not.toMatch(/NaN|undefined|Infinity|∞|-0%/);
      }),
      { seed: 15 },
    );
  });
});
