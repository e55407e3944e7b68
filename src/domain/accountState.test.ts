import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import type { PollStatus } from "../contract/snapshot.ts";
import { accountState, compareAccounts, type Placed, shareUsed } from "./accountState.ts";
import type { Availability } from "./availability.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const limit = (used_pct: number | null, more: Partial<Limit> = {}): Limit =>
  limitExample({ id: "weekly", used_pct, resets_at: at(90_000), observed_at: at(-60), ...more });

const open = (used_pct: number | null): Availability => ({
  state: used_pct === null ? "unknown" : "available",
  available_at: null,
  binding: used_pct === null ? null : limit(used_pct),
});
const spent: Availability = { state: "depleted", available_at: at(90_000), binding: limit(100) };

describe("an account's state", () => {
  it.each<[string, boolean, PollStatus | null, Availability, ReturnType<typeof accountState>]>([
    ["off before all else", false, "auth_required", spent, "off"],
    ["a rejected sign-in before its old numbers", true, "auth_required", spent, "sign_in"],
    ["a credential without usage", true, "unsupported", open(null), "sign_in"],
    ["out of quota before a failed poll", true, "rate_limited", spent, "depleted"],
    ["a failed poll before nearly full", true, "error", open(90), "failing"],
    ["an answer that cannot be read", true, "partial", open(10), "failing"],
    ["something in between", true, "blocked", open(10), "failing"],
    ["nearly full", true, "ok", open(80), "approaching"],
    ["below", true, "ok", open(79.99), "available"],
    ["nothing known", true, "ok", open(null), "unknown"],
    ["never asked", true, null, open(null), "unknown"],
    [
      "on overage, as its plan is spent",
      true,
      "ok",
      { ...spent, state: "available_on_overage" },
      "approaching",
    ],
    [
      "a balance, which has no share",
      true,
      "ok",
      { state: "available", available_at: null, binding: limit(null, { remaining: 5 }) },
      "available",
    ],
  ])("%s", (_, enabled, status, availability, state) =>
    expect(accountState(enabled, { status }, availability, NOW)).toBe(state),
  );

  it("makes nothing of a share whose reset is due", () => {
    const due = limit(99, { resets_at: at(-1) });
    expect(shareUsed(due, NOW)).toBeNull();
    expect(
      accountState(
        true,
        { status: "ok" },
        { state: "unknown", available_at: null, binding: due },
        NOW,
      ),
    ).toBe("unknown");
  });
});

describe("the order of accounts", () => {
  const placed = (nickname: string, more: Partial<Placed> = {}): Placed => ({
    id: nickname,
    nickname,
    state: "available",
    availability: { state: "available", available_at: null },
    share: 10,
    ...more,
  });
  const accounts = [
    placed("Claude 10", { share: 50 }),
    placed("Claude 2", { share: 50 }),
    placed("claude 3", { share: null, state: "unknown" }),
    placed("Off", { state: "off", share: 99 }),
    placed("Failing", { state: "failing" }),
    placed("Near", { state: "approaching", share: 85 }),
    placed("Nearer", { state: "approaching", share: 95 }),
    placed("Out for long", {
      state: "depleted",
      share: 100,
      availability: { state: "depleted", available_at: at(9000) },
    }),
    placed("Out for good", {
      state: "depleted",
      share: 100,
      availability: { state: "depleted", available_at: null },
    }),
    placed("Out till soon", {
      state: "depleted",
      share: 100,
      availability: { state: "depleted", available_at: at(60) },
    }),
    placed("Signed out", { state: "sign_in", share: null }),
  ];
  const sorted = (sort: Parameters<typeof compareAccounts>[0]) =>
    accounts.toSorted(compareAccounts(sort)).map(({ nickname }) => nickname);

  it("puts what needs a person first", () => {
    expect(sorted("attention")).toEqual([
      "Signed out",
      "Out for good",
      "Out for long",
      "Out till soon",
      "Failing",
      "Nearer",
      "Near",
      "claude 3",
      "Claude 2",
      "Claude 10",
      "Off",
    ]);
  });

  it("puts what comes back soonest first, then what has no known moment", () => {
    expect(sorted("recovery").slice(0, 4)).toEqual([
      "Out till soon",
      "Out for long",
      "Out for good",
      "Signed out",
    ]);
  });

  it("puts the tightest first and the unknown last", () => {
    expect(sorted("tightest").slice(0, 4)).toEqual([
      "Out for good",
      "Out for long",
      "Out till soon",
      "Off",
    ]);
    expect(sorted("tightest").slice(-2)).toEqual(["claude 3", "Signed out"]);
  });

  it("counts in names as people do, whatever the case", () => {
    expect(sorted("name").slice(0, 3)).toEqual(["Claude 2", "claude 3", "Claude 10"]);
  });

  it("is total: of equal names the id decides, so that pages do not overlap", () => {
    const [a, b] = [placed("Same", { id: "a" }), placed("Same", { id: "b" })];
    for (const sort of ["attention", "recovery", "tightest", "name"] as const) {
      expect(compareAccounts(sort)(a, b)).toBeLessThan(0);
      expect(compareAccounts(sort)(b, a)).toBeGreaterThan(0);
    }
  });
});
