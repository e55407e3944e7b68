import { describe, expect, it } from "vitest";
import { Limit } from "./limit.ts";
import { limitExample } from "./limitExample.ts";

const limit = limitExample({ used_pct: 42.5, resets_at: "2026-03-01T14:00:00.000Z" });
const rejected = (more: object) =>
  Limit.safeParse({ ...limit, ...more }).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("a limit", () => {
  it.each([
    ["a percent-only window without a total", {}],
    ["everything unknown", { used_pct: null, cap: "unknown", depleted: null }],
    ["a share above 100, as reported", { used_pct: 103.2 }],
    ["a share below 0, as reported", { used_pct: -0.4 }],
    ["no reset", { resets_at: null, reset_trust: "none" }],
    ["an upper bound of a reset", { reset_trust: "upper_bound" }],
    ["an inferred reset", { reset_trust: "inferred" }],
    ["an unlimited one", { cap: "unlimited", depleted: false }],
    ["an unlimited one of unknown depletion", { cap: "unlimited", depleted: null }],
    ["a depleted one", { depleted: true }],
    ["a depleted one without a cap", { cap: "no_cap", depleted: true }],
    ["money with its currency", { unit: "currency", currency: "EUR" }],
    ["money of an unknown currency", { unit: "currency" }],
    ["a model's own", { scope: "model:fable" }],
    ["a feature's own", { scope: "feature:image_generate" }],
    ["a pool's own", { scope: "pool:bonus" }],
  ])("may be %s, and is kept as it is", (_, more) => {
    expect(Limit.parse({ ...limit, ...more })).toEqual({ ...limit, ...more });
  });

  it.each([
    ["a reset that nobody vouches for", { reset_trust: "none" }, "reset_trust"],
    ["trust in no reset", { resets_at: null }, "reset_trust"],
    ["an inferred nothing", { resets_at: null, reset_trust: "inferred" }, "reset_trust"],
    ["an unlimited one that depletes", { cap: "unlimited", depleted: true }, "depleted"],
    ["a currency by its sign", { unit: "currency", currency: "$" }, "currency"],
    ["a currency in small letters", { unit: "currency", currency: "usd" }, "currency"],
    ["a currency without money", { currency: "USD" }, "currency"],
    ["NaN", { used_pct: Number.NaN }, "used_pct"],
    ["an infinite maximum", { max: Number.POSITIVE_INFINITY }, "max"],
    ["an unknown that was left out", { remaining: undefined }, "remaining"],
    ["a number as text", { used: "3" }, "used"],
    ["a scope of nothing known", { scope: "team" }, "scope"],
    ["a moment without a zone", { observed_at: "2026-03-01T12:00:00" }, "observed_at"],
  ])("is never %s", (_, more, field) => {
    expect(rejected(more)).toEqual([field]);
  });
});
