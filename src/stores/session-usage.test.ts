import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ComputeUsage } from "../contract/sessions.ts";
import { useSessionUsage } from "./session-usage.ts";

const KEY = "leeway.session-usage";
const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const NEXT_MONTH = Date.parse("2026-06-01T00:00:00.000Z");

const usageOf = (more: Partial<ComputeUsage> = {}): ComputeUsage => ({
  monthly_seconds: 3600,
  monthly_quota_seconds: 3600,
  daily_seconds: 60,
  tier: "member",
  period: "2026-05",
  resets_at: "2026-06-01T00:00:00.000Z",
  observed_at: "2026-05-20T12:00:00.000Z",
  upgrade_url: "https://leeway.example/upgrade",
  ...more,
});
const { take, isAtUsageQuota } = useSessionUsage.getState();
const known = () => useSessionUsage.getState().usage;

/** What the next visit of the page finds. */
async function visit(kept?: string) {
  const stored = kept ?? localStorage.getItem(KEY) ?? "";
  useSessionUsage.setState(useSessionUsage.getInitialState(), true);
  localStorage.setItem(KEY, stored);
  await useSessionUsage.persist.rehydrate();
  return known();
}

describe("the law of the button", () => {
  it.each<[string, Partial<ComputeUsage>, number, boolean]>([
    ["a second below the quota", { monthly_seconds: 3599 }, NOW, false],
    ["at exactly the quota", {}, NOW, true],
    ["above the quota", { monthly_seconds: 3601 }, NOW, true],
    ["without a quota", { monthly_quota_seconds: null }, NOW, false],
    ["at a quota of 0", { monthly_seconds: 0, monthly_quota_seconds: 0 }, NOW, true],
    ["in the month's last millisecond", {}, NEXT_MONTH - 1, true],
    ["as the next month begins", {}, NEXT_MONTH, false],
    ["at a quota of 0 in the next month", { monthly_quota_seconds: 0 }, NEXT_MONTH, true],
  ])("%s", (_, more, now, atQuota) => {
    take(usageOf(more), 1);
    expect(isAtUsageQuota(now)).toBe(atQuota);
  });

  it("holds nothing back while nothing is known", () => {
    expect(isAtUsageQuota(NOW)).toBe(false);
  });
});

describe("what the store learns", () => {
  const spent = usageOf();
  const free = usageOf({ monthly_seconds: 10 });
  const june = usageOf({ period: "2026-06", observed_at: "2026-06-01T00:00:00.000Z" });
  const observed = (observed_at: string) => usageOf({ observed_at, monthly_seconds: 10 });
  const AHEAD = 9e15;

  it.each<[string, [ComputeUsage, number], [ComputeUsage, number], ComputeUsage]>([
    ["the answer that was received later", [spent, 1], [free, 2], free],
    ["also when the earlier is told last", [free, 2], [spent, 1], free],
    ["the last of one moment", [spent, 1], [free, 1], free],
    [
      "not what a server's clock says that was ahead",
      [usageOf({ observed_at: "2026-05-30T12:00:00.000Z" }), 1],
      [free, 2],
      free,
    ],
    ["not the month of a server's clock that was ahead", [june, 1], [free, 2], free],
    ["the new month", [spent, 1], [june, 2], june],
    ["what comes after this machine's own clock was set back", [spent, AHEAD], [free, 2], free],
    ["anything, at first", [spent, AHEAD], [spent, AHEAD], spent],
  ])("is %s", (_, first, second, kept) => {
    take(...first);
    take(...second);
    expect(known()).toEqual(kept);
  });

  it("is always an answer that comes now, whatever was known before", () => {
    const moment = fc.oneof(
      fc.integer({ min: 0, max: 9e15 }),
      fc.constantFrom(0, Date.now(), Date.now() + 1, Number.MAX_VALUE),
    );
    const instant = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(instant, moment, instant, (before, received, now) => {
        useSessionUsage.setState(useSessionUsage.getInitialState(), true);
        take(observed(before), received);
        take(observed(now), Date.now());
        expect(known()).toEqual(observed(now));
      }),
      { seed: 20260520 },
    );
  });
});

describe("what the next visit finds", () => {
  it("is what the last one knew", async () => {
    take(usageOf(), 1);
    expect(await visit()).toEqual(usageOf());
    expect(isAtUsageQuota(NOW)).toBe(true);
  });

  it("is known as soon as the page has read its scripts, before anybody asks", async () => {
    take(usageOf(), 1);
    vi.resetModules();
    const { useSessionUsage: fresh } = await import("./session-usage.ts");
    expect(fresh).not.toBe(useSessionUsage);
    expect(fresh.getState()).toMatchObject({ usage: usageOf(), received_at: 1 });
  });

  const kept = (usage: unknown) => JSON.stringify({ state: { usage }, version: 0 });
  const { monthly_quota_seconds: _, ...withoutQuota } = usageOf();
  it.each([
    ["nothing", ""],
    ["no JSON", "{usage"],
    ["null", "null"],
    ["no state", '{"version":0}'],
    ["no usage", kept(null)],
    ["a usage without its quota", kept(withoutQuota)],
    ["numbers as strings", kept({ ...usageOf(), monthly_seconds: "3600" })],
    ["a negative total", kept({ ...usageOf(), monthly_seconds: -1 })],
    ["a period that is none", kept({ ...usageOf(), period: "May" })],
    ["the shape of another product", '{"monthlySeconds":9,"monthlyQuotaSeconds":3}'],
  ])("is unknown where storage holds %s", async (_name, stored) => {
    expect(await visit(stored)).toBeNull();
    expect(isAtUsageQuota(NOW)).toBe(false);
  });

  it("keeps nothing shut that the server has opened since", async () => {
    take(usageOf({ observed_at: "2026-05-30T12:00:00.000Z" }), 1);
    await visit();
    expect(isAtUsageQuota(NOW)).toBe(true);
    take(usageOf({ monthly_seconds: 10 }), 2);
    expect(isAtUsageQuota(NOW)).toBe(false);
    await visit();
    expect(isAtUsageQuota(NOW)).toBe(false);
  });

  it("is last month’s, and shuts nothing today", async () => {
    take(usageOf(), 1);
    await visit();
    expect(isAtUsageQuota(NEXT_MONTH - 1)).toBe(true);
    expect(isAtUsageQuota(NEXT_MONTH)).toBe(false);
  });

  it("is read from any version that has the shape", async () => {
    expect(await visit(JSON.stringify({ state: { usage: usageOf() }, version: 7 }))).toEqual(
      usageOf(),
    );
  });
});

describe("closed storage", () => {
  afterEach(() => vi.unstubAllGlobals());
  it("is survived: the store knows until the page is left", async () => {
    const closed = () => {
      throw new DOMException("closed", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: closed, setItem: closed, removeItem: closed });
    await useSessionUsage.persist.rehydrate();
    take(usageOf(), 1);
    useSessionUsage.persist.clearStorage();
    expect(known()).toEqual(usageOf());
  });
});

describe("two tabs", () => {
  /** Another tab writes; a storage event tells this one. */
  const otherTab = (usage: ComputeUsage, received_at: number, key = KEY) => {
    localStorage.setItem(KEY, JSON.stringify({ state: { usage, received_at } }));
    dispatchEvent(Object.assign(new Event("storage"), { key }));
  };
  const free = usageOf({ monthly_seconds: 10 });

  it("know what either has learned", () => {
    take(free, 1);
    otherTab(usageOf(), 2);
    expect(known()).toEqual(usageOf());
    expect(isAtUsageQuota(NOW)).toBe(true);
  });

  it("do not unlearn: what the other was told before is passed over", () => {
    take(usageOf(), 2);
    otherTab(free, 1);
    expect(known()).toEqual(usageOf());
  });

  it("are not held by what a server whose clock was ahead once told the other", () => {
    otherTab(usageOf({ observed_at: "2026-05-30T12:00:00.000Z" }), 1);
    expect(isAtUsageQuota(NOW)).toBe(true);
    take(free, 2);
    expect(isAtUsageQuota(NOW)).toBe(false);
  });

  it("do not listen to what else is stored", () => {
    otherTab(usageOf(), 1, "leeway.preferences");
    expect(known()).toBeNull();
  });
});
