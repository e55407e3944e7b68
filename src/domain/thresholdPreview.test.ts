import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import { thresholdPreview, usedNow } from "./thresholdPreview.ts";

const NOW = Date.parse("2026-05-26T03:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const window = (id: string, used_pct: number | null, resets: number | null): Limit =>
  limitExample({
    id,
    used_pct,
    resets_at: resets === null ? null : at(resets),
    observed_at: at(-60),
  });
const account = (session: number | null, week: number | null, resets: number | null = 7200) => ({
  account_id: "a",
  provider: "claude" as const,
  status: "ok" as const,
  vendor_verdict: null,
  coverage: "full" as const,
  default_scopes: ["account" as const],
  limits: [window("session", session, resets), window("weekly", week, 90_000)],
  observed_at: at(-60),
});
const caps = (session_pct: number | null, week_pct: number | null = null) => ({
  session_pct,
  week_pct,
});
const saved = (thresholds: ReturnType<typeof caps>, accounts = [account(82, 40)]) => ({
  thresholds,
  model: null,
  poll_seconds: 300,
  accounts,
});

describe("what saving does at once", () => {
  it.each([
    ["a cap above what is used", caps(null), caps(83), null],
    ["a cap at what is used", caps(null), caps(82), { does: "pauses", until: at(7200) }],
    ["the week's", caps(90), caps(90, 40), { does: "pauses", until: at(90_000) }],
    ["both", caps(90), caps(50, 40), { does: "pauses", until: at(90_000) }],
    ["a cap raised above it", caps(80), caps(83), { does: "frees" }],
    ["switching it off", caps(80), caps(null), { does: "frees" }],
    ["another cap that holds as well", caps(80), caps(70), null],
    ["a cap that does not hold for one that did", caps(80), caps(null, 40), null],
    ["what is saved already", caps(80), caps(80), null],
  ])("%s", (_, before, after, preview) => {
    expect(thresholdPreview(saved(before), after, NOW)).toEqual(preview);
  });

  it("knows no end where no reset is known, and nothing without numbers", () => {
    const endless = saved(caps(null), [account(82, 40, null)]);
    expect(thresholdPreview(endless, caps(80), NOW)).toEqual({ does: "pauses", until: null });
    expect(thresholdPreview(saved(caps(null), [account(null, 1)]), caps(1), NOW)).toBeNull();
    expect(thresholdPreview(saved(caps(null), []), caps(1, 1), NOW)).toBeNull();
  });
});

describe("what is used now", () => {
  const used = (accounts: ReturnType<typeof account>[]) =>
    usedNow({ accounts, poll_seconds: 300 }, NOW);

  it("is the lowest of those that are known, window by window", () => {
    expect(used([account(82, 40), account(95, 12), account(null, null)])).toEqual({
      session_pct: 82,
      week_pct: 12,
    });
  });

  it("is unknown without accounts, without numbers, and after a reset", () => {
    const unknown = { session_pct: null, week_pct: null };
    expect(used([])).toEqual(unknown);
    expect(used([account(null, null)])).toEqual(unknown);
    expect(used([account(82, null, 0)])).toEqual(unknown);
  });

  it("leaves out what no work can use", () => {
    const usable = { session_pct: 82, week_pct: 40 };
    expect(used([{ ...account(5, 5), status: "auth_required" as "ok" }, account(82, 40)])).toEqual(
      usable,
    );
    expect(used([account(5, 100), account(82, 40)])).toEqual(usable);
  });
});
