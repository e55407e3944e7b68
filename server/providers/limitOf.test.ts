import { describe, expect, it } from "vitest";
import { readLimit } from "../../src/domain/readLimit.ts";
import { gemini } from "./gemini.ts";
import { limitOf } from "./limitOf.ts";
import { answerWith } from "./payloadsConformance.ts";

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const told = { id: "plan", label: "Plan", kind: "window", unit: "requests" } as const;
const levelOf = (limit: Parameters<typeof readLimit>[0]) => readLimit(limit, NOW, 60).level;

describe("a ceiling below 0", () => {
  it.each([-1, -0.01, -Number.MAX_VALUE])("of %d is none, and nothing is used up", (max) => {
    const limit = limitOf({ ...told, used: 3, max }, NOW);
    const unknown = { max: null, remaining: null, used_pct: null, depleted: null, cap: "unknown" };
    expect(limit).toMatchObject({ ...unknown, used: 3 });
    expect(levelOf(limit)).toBe("unknown");
  });

  it("stays unlimited where the vendor says so", () => {
    const limit = limitOf({ ...told, used: 3, max: -1, cap: "unlimited" }, NOW);
    expect(limit).toMatchObject({ max: null, cap: "unlimited", depleted: false });
  });

  it("of 0 is one, and used up", () => {
    expect(levelOf(limitOf({ ...told, used: 0, max: 0 }, NOW))).toBe("exhausted");
  });
});

describe("a share and counts that contradict each other", () => {
  it("leave the share alone where it has room", () => {
    const limit = limitOf({ ...told, used: 300, max: 300, remaining: 0, used_pct: 40 }, NOW);
    expect(limit).toMatchObject({ used: null, remaining: null, used_pct: 40, depleted: false });
    expect(levelOf(limit)).toBe("ok");
  });

  it("leave what the vendor calls used up used up", () => {
    const limit = limitOf({ ...told, remaining: 0, used_pct: 40, depleted: true }, NOW);
    expect(levelOf(limit)).toBe("exhausted");
  });

  it("do so in an amount that a vendor fills in with 0", () => {
    const bucket = { modelId: "pro", remainingFraction: 0.6, remainingAmount: "0" };
    const [limit] = gemini.read(answerWith({ buckets: [bucket] }), NOW).limits;
    expect(limit?.used_pct).toBeCloseTo(40);
    expect(levelOf(limit!)).toBe("ok");
  });
});
