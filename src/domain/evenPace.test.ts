import { describe, expect, it } from "vitest";
import type { Limit } from "../contract/limit.ts";
import { computeLimit } from "./compute.ts";
import { evenPacePct } from "./evenPace.ts";

const month: Limit = computeLimit({
  monthly_seconds: 10,
  monthly_quota_seconds: 100,
  daily_seconds: 1,
  tier: "member",
  period: "2026-04",
  resets_at: "2026-05-01T00:00:00.000Z",
  observed_at: "2026-04-10T00:00:00.000Z",
  upgrade_url: null,
});
const at = (instant: string) => Date.parse(instant);

describe("an even pace", () => {
  it.each([
    ["2026-04-01T00:00:00.000Z", 0],
    ["2026-04-16T00:00:00.000Z", 50],
    ["2026-04-30T23:59:59.999Z", 99.9999],
  ])("stands at %s where that share of the window is over", (now, pct) => {
    expect(evenPacePct(month, at(now))).toBeCloseTo(pct, 3);
  });

  it.each([
    ["due", month, "2026-05-01T00:00:00.000Z"],
    ["not begun", month, "2026-03-31T23:59:59.999Z"],
    ["sliding", { ...month, window_kind: "sliding" as const }, "2026-04-16T00:00:00.000Z"],
    ["none", { ...month, window_kind: "none" as const }, "2026-04-16T00:00:00.000Z"],
    ["of unknown length", { ...month, window_seconds: null }, "2026-04-16T00:00:00.000Z"],
    ["of no length", { ...month, window_seconds: 0 }, "2026-04-16T00:00:00.000Z"],
    ["without a reset", { ...month, resets_at: null }, "2026-04-16T00:00:00.000Z"],
  ])("is not known of a window that is %s", (_, limit, now) => {
    expect(evenPacePct(limit, at(now))).toBeNull();
  });
});
