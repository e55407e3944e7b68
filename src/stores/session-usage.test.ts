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
    take(usageOf(more));
    expect(isAtUsageQuota(now)).toBe(atQuota);
  });

  it("holds nothing back while nothing is known", () => {
    expect(isAtUsageQuota(NOW)).toBe(false);
  });
});

describe("what the store learns", () => {
  const later = usageOf({ observed_at: "2026-05-20T12:00:01.000Z", monthly_seconds: 3601 });
  const june = usageOf({ period: "2026-06", observed_at: "2026-06-01T00:00:00.000Z" });

  it.each([
    ["the newer answer", usageOf(), later, later],
    ["the newer answer, also when the older comes last", later, usageOf(), later],
    [
      "the last of one moment",
      usageOf(),
      usageOf({ daily_seconds: 1 }),
      usageOf({ daily_seconds: 1 }),
    ],
    ["the new period", usageOf(), june, june],
    [
      "the new period, whatever an answer of the old one says it was observed at",
      june,
      usageOf({ observed_at: "2026-06-01T00:00:01.000Z" }),
      june,
    ],
  ])("is %s", (_, first, second, kept) => {
    take(first);
    take(second);
    expect(known()).toEqual(kept);
  });
});

describe("what the next visit finds", () => {
  it("is what the last one knew", async () => {
    take(usageOf());
    expect(await visit()).toEqual(usageOf());
    expect(isAtUsageQuota(NOW)).toBe(true);
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
    take(usageOf());
    useSessionUsage.persist.clearStorage();
    expect(known()).toEqual(usageOf());
  });
});

describe("two tabs", () => {
  /** Another tab writes; a storage event tells this one. */
  const otherTab = (usage: ComputeUsage, key = KEY) => {
    localStorage.setItem(KEY, JSON.stringify({ state: { usage } }));
    dispatchEvent(Object.assign(new Event("storage"), { key }));
  };

  it("know what either has learned", () => {
    take(usageOf({ monthly_seconds: 10 }));
    const newer = usageOf({ observed_at: "2026-05-20T12:00:01.000Z" });
    otherTab(newer);
    expect(known()).toEqual(newer);
    expect(isAtUsageQuota(NOW)).toBe(true);
  });

  it("do not unlearn: what the other knew before is passed over", () => {
    take(usageOf());
    otherTab(usageOf({ observed_at: "2026-05-20T11:00:00.000Z", monthly_seconds: 10 }));
    expect(known()).toEqual(usageOf());
  });

  it("do not listen to what else is stored", () => {
    otherTab(usageOf(), "leeway.preferences");
    expect(known()).toBeNull();
  });
});
