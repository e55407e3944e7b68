import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ComputeUsage } from "../contract/sessions.ts";
import { computeRefusal } from "./compute.ts";
import { computeWarning } from "./computeWarning.ts";
import { explain } from "./explain.ts";

const HOUR = 3600;
const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const TURN = Date.parse("2026-06-01T00:00:00.000Z");

const usageOf = (hours: number, more: Partial<ComputeUsage> = {}): ComputeUsage => ({
  monthly_seconds: hours * HOUR,
  monthly_quota_seconds: 80 * HOUR,
  daily_seconds: 0,
  tier: "member",
  period: "2026-05",
  resets_at: "2026-06-01T00:00:00.000Z",
  observed_at: "2026-05-20T12:00:00.000Z",
  upgrade_url: "https://leeway.example/upgrade",
  ...more,
});
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");

describe("the warning", () => {
  it.each<[string, ComputeUsage | null, string | undefined]>([
    ["unknown usage", null, undefined],
    ["nothing used", usageOf(0), undefined],
    ["a second below 80 %", usageOf(64 - 1 / HOUR), undefined],
    ["80 %", usageOf(64), "approaching"],
    ["a second below 95 %", usageOf(76 - 1 / HOUR), "approaching"],
    ["95 %", usageOf(76), "critical"],
    ["half a second below the quota", usageOf(80 - 0.5 / HOUR), "critical"],
    ["the quota", usageOf(80), "exhausted"],
    ["more than the quota", usageOf(90), "exhausted"],
    ["no quota", usageOf(9e9, { monthly_quota_seconds: null }), undefined],
    ["a quota of 0", usageOf(0, { monthly_quota_seconds: 0 }), "exhausted"],
    ["last month's 95 %", usageOf(76, { period: "2026-04" }), undefined],
    ["last month's 100 %", usageOf(80, { period: "2026-04" }), undefined],
    [
      "last month's quota of 0",
      usageOf(0, { period: "2026-04", monthly_quota_seconds: 0 }),
      "exhausted",
    ],
  ])("of %s", (_, usage, level) => {
    expect(computeWarning(usage, NOW)?.level).toBe(level);
  });

  it.each([64, 76, 80])("of %d h of 80 ends with the month, and no millisecond later", (hours) => {
    expect(computeWarning(usageOf(hours), TURN - 1)).not.toBeNull();
    expect(computeWarning(usageOf(hours), TURN)).toBeNull();
  });

  it("tells what is used of what, the share, the reset, and free remedies first", () => {
    const warning = computeWarning(usageOf(64), NOW);
    expect(warning).toMatchObject({
      period: "2026-05",
      title: "Compute quota approaching",
      until: "2026-06-01T00:00:00.000Z",
      until_label: "The next month starts",
      remedies: [
        { label: "Wait for the new month.", cost: "free" },
        { label: "Upgrade to continue", cost: "paid", href: "https://leeway.example/upgrade" },
      ],
    });
    expect(plain(warning?.sentence)).toBe("You have used 64 h of 80 h compute this month, 80%.");
  });

  it("offers no upgrade where there is none", () => {
    const remedies = computeWarning(usageOf(64, { upgrade_url: null }), NOW)?.remedies;
    expect(remedies?.map(({ cost }) => cost)).toEqual(["free"]);
  });

  it("never reads 100 % below the quota", () => {
    const { sentence } = computeWarning(usageOf(80 - 1 / HOUR), NOW) ?? {};
    expect(plain(sentence)).toBe("You have used 79 h 59 m of 80 h compute this month, 99%.");
  });

  it("is the refusal at the quota, in its very words, and just there", () => {
    const seconds = fc.double({ min: 0, max: 40_000, noNaN: true });
    fc.assert(
      fc.property(seconds, fc.option(seconds), (monthly_seconds, monthly_quota_seconds) => {
        const usage = usageOf(0, { monthly_seconds, monthly_quota_seconds });
        const refusal = computeRefusal(usage, NOW);
        const warning = computeWarning(usage, NOW);
        expect(warning?.level === "exhausted").toBe(refusal !== null);
        expect(warning ?? {}).toMatchObject(refusal ? explain(refusal, NOW) : {});
      }),
      { seed: 20260520 },
    );
  });
});
