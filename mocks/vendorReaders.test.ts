import { describe, expect, it } from "vitest";
import { ProviderId } from "../src/contract/snapshot.ts";
import { antigravity } from "../server/providers/antigravity.ts";
import { claude } from "../server/providers/claude.ts";
import { codex } from "../server/providers/codex.ts";
import { copilot } from "../server/providers/copilot.ts";
import { credentialOf } from "../server/providers/credentialOf.ts";
import { cursor } from "../server/providers/cursor.ts";
import { deepseek } from "../server/providers/deepseek.ts";
import { gemini } from "../server/providers/gemini.ts";
import { grok } from "../server/providers/grok.ts";
import { kimi } from "../server/providers/kimi.ts";
import { kiro } from "../server/providers/kiro.ts";
import { minimax } from "../server/providers/minimax.ts";
import { moonshot } from "../server/providers/moonshot.ts";
import { opencodeGo } from "../server/providers/opencodeGo.ts";
import { openrouter } from "../server/providers/openrouter.ts";
import type { Provider, Report } from "../server/providers/provider.ts";
import { createAsk } from "../server/providers/vendorTransport.ts";
import { zai } from "../server/providers/zai.ts";
import { demoAccounts } from "./demoAccounts.ts";
import { createVendor, type Vendor } from "./vendor.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";

const NOW = Date.parse("2026-07-18T12:00:00.000Z");

const state: VendorState = {
  session_pct: 25,
  weekly_pct: 40,
  monthly_pct: 10,
  balance: 12.5,
  model_weekly: { "3p": 65 },
  session_resets_at: "2026-07-18T13:00:00.000Z",
  weekly_resets_at: "2026-07-20T12:00:00.000Z",
};

const SESSION = "2026-07-18T13:00:00.000Z";
const WEEKLY = "2026-07-20T12:00:00.000Z";
const MONTHLY = "2026-08-01T00:00:00.000Z";

/** What of the account each reader finds: the share used, or the money left, and the reset. */
const cases: [Provider, Record<string, [number, string | null]>][] = [
  [claude, { session: [25, SESSION], weekly: [40, WEEKLY], "weekly:model:3p": [65, WEEKLY] }],
  [
    codex,
    {
      session: [25, SESSION],
      weekly: [40, WEEKLY],
      "weekly:feature:codex_3p": [65, WEEKLY],
      credits: [12.5, null],
    },
  ],
  [kiro, { "monthly:credits": [10, MONTHLY] }],
  [copilot, { premium: [10, MONTHLY] }],
  [gemini, { "daily:model:3p": [65, SESSION] }],
  [
    antigravity,
    {
      "session:pool:gemini": [25, SESSION],
      "weekly:pool:gemini": [40, WEEKLY],
      "weekly:pool:3p": [65, WEEKLY],
    },
  ],
  [cursor, { "billing:plan": [10, MONTHLY] }],
  [zai, { session: [25, SESSION], weekly: [40, WEEKLY], "monthly:mcp_tools": [10, MONTHLY] }],
  [minimax, { session: [25, SESSION], weekly: [40, WEEKLY] }],
  [kimi, { session: [25, SESSION], weekly: [40, WEEKLY] }],
  [openrouter, { credits: [12.5, null], "monthly:key": [10, MONTHLY] }],
  [grok, { weekly: [40, WEEKLY] }],
  [opencodeGo, { session: [25, SESSION], weekly: [40, WEEKLY], monthly: [10, MONTHLY] }],
  [moonshot, { balance: [12.5, null] }],
  [deepseek, { "balance:USD": [12.5, null] }],
];

describe("what a reader makes of the vendor's answers", () => {
  const ask = async (provider: Provider, vendor: Vendor, token = "t"): Promise<Report> =>
    provider.fetch(
      credentialOf(token),
      createAsk({
        provider,
        baseUrl: `http://vendor.test/${provider.id}`,
        fetch: async (input, init) => vendor.fetch(new Request(input, init)),
      }),
      () => NOW,
    );
  const open = (provider: ProviderId, fault: VendorFault | null = null) => {
    const vendor = createVendor({ now: () => NOW });
    vendor.set(provider, "t", state);
    vendor.fault("t", fault);
    return vendor;
  };
  const found = ({ limits }: Report, ids: readonly string[]) =>
    Object.fromEntries(
      limits
        .filter(({ id }) => ids.includes(id))
        .map(({ id, used_pct, remaining, resets_at }) => [id, [used_pct ?? remaining, resets_at]]),
    );

  it("is asked of every provider", () => {
    expect(new Set(cases.map(([{ id }]) => id))).toEqual(new Set(ProviderId.options));
  });

  describe.each(cases.map(([provider, limits]) => ({ id: provider.id, provider, limits })))(
    "of $id",
    ({ provider, limits }) => {
      it("is what was set, and nothing it does not know", async () => {
        const report = await ask(provider, open(provider.id));
        expect(report).toMatchObject({ status: "ok", dropped_rows: 0, unknown_keys: [] });
        expect(found(report, Object.keys(limits))).toEqual(limits);
        const gates = report.limits
          .filter(({ gates, cap }) => gates && cap === "limited")
          .map(({ id }) => id);
        expect(Object.keys(limits)).toEqual(expect.arrayContaining(gates));
      });

      it.each<[VendorFault, Partial<Report>]>([
        [{ kind: "401" }, { status: "auth_required" }],
        [
          { kind: "429", retry_after: 90 },
          { status: "rate_limited", retry_after_seconds: 90 },
        ],
        [{ kind: "html_403" }, { status: "blocked" }],
        [{ kind: "truncated" }, { status: "error" }],
        [{ kind: "500" }, { status: "error" }],
        [{ kind: "no_limits" }, { status: "partial" }],
      ])("is no number at all with %j", async (fault, report) => {
        expect(await ask(provider, open(provider.id, fault))).toMatchObject({
          ...report,
          limits: [],
        });
      });

      it("is the same with members that nobody knows, and names them", async () => {
        const report = await ask(provider, open(provider.id, { kind: "drift" }));
        expect(found(report, Object.keys(limits))).toEqual(limits);
        expect(report.unknown_keys.filter((key) => !key.endsWith("unheard_of"))).toEqual([]);
        expect(report.unknown_keys.length).toBeGreaterThan(0);
      });
    },
  );

  it("is the same for Cursor's cookie as for its app's token", async () => {
    const vendor = open("cursor");
    const report = await ask(cursor, vendor, "user_1::t");
    expect(found(report, ["billing:plan"])).toEqual({ "billing:plan": [10, MONTHLY] });
    expect(report.plan).toMatchObject({ id: "pro" });
    expect(Object.keys(vendor.seen("cursor").by_token)).toEqual(["t"]);
  });

  it.each(demoAccounts)(
    "is a limit or a failure for the sample account $token",
    async ({ provider: id, token, state, fault = null }) => {
      const vendor = createVendor({ now: () => NOW });
      vendor.set(id, token, state);
      vendor.fault(token, fault);
      const [provider] = cases.find(([provider]) => provider.id === id) ?? [];
      const report = provider && (await ask(provider, vendor, token));
      expect(report?.status).toBe(fault ? "rate_limited" : "ok");
      expect(report?.limits.length === 0).toBe(fault !== null);
    },
  );
});
