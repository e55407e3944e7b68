import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Limit } from "../contract/limit.ts";
import { describeUse } from "./describeUse.ts";
import { runLimit } from "./runWindow.ts";

const unknown: Limit = {
  ...runLimit(
    { used: 0, max: 0, remaining: 0, window_seconds: 3600, next_slot_at: null, resets_at: null },
    "2026-03-01T12:00:00.000Z",
  ),
  used: null,
  max: null,
  remaining: null,
  used_pct: null,
  depleted: null,
};
const usd = { unit: "currency", currency: "USD" } as const;

describe("how much of a limit is used", () => {
  it.each<[Partial<Limit>, string]>([
    [{ used: 7, max: 10 }, "7 of 10 runs used"],
    [{ used: 7, max: 10, used_pct: 70, remaining: 3 }, "7 of 10 runs used"],
    [{ used: 0, max: 0, remaining: 0 }, "0 of 0 runs used"],
    [{ used: 12, max: 10 }, "12 of 10 runs used"],
    [{ used: 1500, max: 20_000, unit: "provider_units" }, "1,500 of 20,000 provider units used"],
    [{ used_pct: 99.6, unit: "percent" }, "99% used"],
    [{ used_pct: 0.3, unit: "percent" }, "<1% used"],
    [{ used_pct: 42, remaining: 3 }, "42% used"],
    [{ remaining: 50, unit: "credits" }, "50 credits left"],
    [{ used: 3 }, "3 runs used"],
    [{ max: 10 }, "Unknown"],
    [{}, "Unknown"],
    [{ used: -0, max: 10 }, "0 of 10 runs used"],
    [{ used: NaN, max: 10 }, "Unknown"],
    [{ used: 3, max: Infinity }, "3 runs used"],
    [{ used_pct: NaN }, "Unknown"],
    [{ used_pct: Infinity, remaining: 3 }, "3 runs left"],
    [{ remaining: NaN }, "Unknown"],
    [{ cap: "unlimited" }, "Unlimited"],
    [{ cap: "unlimited", used_pct: 50 }, "Unlimited"],
    [{ cap: "no_cap" }, "No cap"],
    [{ cap: "no_cap", used: 408.43, ...usd }, "$408.43 used, no cap"],
    [{ used: 5, max: 20, ...usd }, "$5.00 of $20.00 used"],
    [{ remaining: 49.58, ...usd }, "$49.58 left"],
    [{ remaining: -5, ...usd }, "-$5.00 left"],
    [{ remaining: -0.0042, ...usd }, "$0.00 left"],
  ])("%j reads %s", (more, words) => expect(describeUse({ ...unknown, ...more })).toBe(words));

  it("speaks the reader's language", () => {
    expect(describeUse({ ...unknown, used: 1500, max: 20_000 }, "de")).toMatch(
      /^1\.500 of 20\.000/,
    );
  });

  it("is told in words, whatever the numbers, and never of the unknown", () => {
    const amount = fc.oneof(fc.constant(null), fc.double());
    const amounts = fc.record({ used: amount, max: amount, remaining: amount, used_pct: amount });
    const cap = fc.constantFrom<Limit["cap"]>("limited", "unlimited", "no_cap", "unknown");
    const unit = fc.constantFrom<Partial<Limit>>({}, { unit: "percent" }, usd);
    fc.assert(
      fc.property(amounts, cap, unit, (amounts, cap, unit) => {
        const words = describeUse({ ...unknown, ...amounts, ...unit, cap });
        expect(words).not.toMatch(/NaN|undefined|null|Infinity|∞|unknown|currency|-0(?![,.\d])/);
        const known = Object.values(amounts).some(Number.isFinite);
        expect(known || /^(?:Unknown|Unlimited|No cap)$/.test(words)).toBe(true);
      }),
      { seed: 14, numRuns: 1000 },
    );
  });
});
