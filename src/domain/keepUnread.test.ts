import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import { keepUnread, MOST_MISSING } from "./keepUnread.ts";

const NOW = Date.parse("2026-03-01T12:10:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);
const week = (told: Partial<Limit> = {}) =>
  limitExample({ id: "weekly", label: "Weekly", resets_at: at(86_400), ...told });
const session = limitExample({ used_pct: 10, resets_at: at(3600), observed_at: at(0) });
const unread = week({ observed_at: at(0) });
const spent = week({ used_pct: 100, observed_at: at(-600) });

const keep = (before: Limit[], limits: Limit[], coverage: "full" | "partial" = "full") =>
  keepUnread(before, { limits, coverage }, NOW);

describe("a limit that is named without a number", () => {
  it.each([100, 40])("keeps the %i %% it had, and when that was seen", (used_pct) => {
    const earlier = week({ used_pct, observed_at: at(-600) });
    expect(keep([earlier], [session, unread])).toEqual([session, earlier]);
  });

  it.each<[string, Partial<Limit>]>([
    ["whose reset is now", { resets_at: at(0) }],
    ["without a reset", { resets_at: null, reset_trust: "none" }],
    ["whose reset is an upper bound", { reset_trust: "upper_bound" }],
    ["whose reset is inferred", { reset_trust: "inferred" }],
    ["that was not known either", { used_pct: null, depleted: null, label: "Of before" }],
  ])("keeps nothing of one %s", (_, told) => {
    expect(keep([{ ...spent, ...told }], [session, unread])).toEqual([session, unread]);
  });

  it("keeps what it had until the very reset", () => {
    const earlier = { ...spent, resets_at: at(0.001) };
    expect(keep([earlier], [unread])).toEqual([earlier]);
  });

  it("gives way as soon as it is known again", () => {
    const known = week({ used_pct: 3, observed_at: at(0) });
    expect(keep([spent], [session, known])).toEqual([session, known]);
  });
});

describe("a limit that is missing", () => {
  it("stays while it is spent, where the source does not see everything", () => {
    expect(keep([spent], [session], "partial")).toEqual([session, spent]);
  });

  it("is gone where the answer is whole", () => {
    expect(keep([spent], [session])).toEqual([session]);
  });

  it.each<[string, Partial<Limit>]>([
    ["had room", { used_pct: 99, depleted: false }],
    ["gates nothing", { gates: false }],
    ["has been reset", { resets_at: at(0) }],
    ["has no reset to rely on", { reset_trust: "inferred" }],
  ])("is gone if it %s", (_, told) => {
    expect(keep([{ ...spent, ...told }], [session], "partial")).toEqual([session]);
  });

  it("is one of so many at most", () => {
    const many = Array.from({ length: MOST_MISSING + 1 }, (_, n) => ({
      ...spent,
      id: `week ${n}`,
    }));
    expect(keep(many, [session], "partial")).toHaveLength(1 + MOST_MISSING);
  });

  it("is there once when it is known again", () => {
    const known = week({ used_pct: 3, observed_at: at(0) });
    expect(keep([spent], [known], "partial")).toEqual([known]);
  });
});
