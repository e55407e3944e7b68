import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { claude } from "./claude.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";

readsItsPayloads(claude);
standsAnyAnswer(claude);

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const read = (body: unknown) => claude.read(answerWith(body), NOW);
const ids = (name: string) => readPayload(claude, name).limits.map(({ id }) => id);
const window = { utilization: 15, resets_at: "2026-07-19T03:39:59.570750+00:00" };

describe("a usage answer of Claude", () => {
  it("tells the percent used, not a fraction", () => {
    expect(limitIn(readPayload(claude, "claude-healthy"), "session").used_pct).toBe(17);
    expect(limitIn(read({ five_hour: { ...window, utilization: 0.5 } }), "session").used_pct).toBe(
      0.5,
    );
  });

  it("knows a window that has not started: 0 % used, no reset", () => {
    const report = readPayload(claude, "claude-healthy");
    expect(limitIn(report, "weekly:model:sonnet")).toMatchObject({
      used_pct: 0,
      resets_at: null,
      depleted: false,
    });
  });

  it("invents no reset for an idle session", () => {
    expect(limitIn(readPayload(claude, "claude-not-started"), "session")).toMatchObject({
      window_seconds: 18_000,
      resets_at: null,
      reset_trust: "none",
    });
  });

  it("names no plan", () => expect(readPayload(claude, "claude-healthy").plan).toBeNull());

  it("has no spend meter where extra usage is null or switched off", () => {
    expect(ids("claude-healthy")).not.toContain("extra_usage");
    expect(ids("claude-session-depleted")).not.toContain("extra_usage");
  });

  it("describes a window once, and the list wins over the flat members", () => {
    expect(ids("claude-scoped-limits-extra-usage")).toEqual([
      "session",
      "weekly",
      "weekly:model:fable",
      "extra_usage",
    ]);
    const report = readPayload(claude, "claude-limits-override-flat");
    expect(limitIn(report, "session").used_pct).toBe(22);
    expect(limitIn(report, "weekly").used_pct).toBe(41);
  });

  it("leaves a flat member standing where the list does not know the share", () => {
    const report = read({ five_hour: window, limits: [{ kind: "session", percent: null }] });
    expect(limitIn(report, "session").used_pct).toBe(15);
  });

  it("takes rows that are not active for windows all the same", () => {
    const report = readPayload(claude, "claude-scoped-limits-extra-usage");
    expect(limitIn(report, "session")).toMatchObject({ used_pct: 15, gates: true });
  });

  it("tells money in major units, and no share of a cap that is not set", () => {
    const report = readPayload(claude, "claude-scoped-limits-extra-usage");
    expect(limitIn(report, "extra_usage")).toMatchObject({
      used: 408.43,
      used_pct: null,
      cap: "no_cap",
    });
  });

  it("tells the same money once, also where only the newer member has it", () => {
    const { extra_usage: _, ...body } = payload("claude-scoped-limits-extra-usage") as Record<
      string,
      unknown
    >;
    const report = read(body);
    expect(report.limits.filter(({ kind }) => kind === "spend")).toMatchObject([
      { id: "extra_usage", used: 408.43, cap: "no_cap", currency: "USD", enabled: true },
    ]);
  });

  it("makes no window of an empty code name, and reports one that fills", () => {
    const report = readPayload(claude, "claude-scoped-limits-extra-usage");
    expect(report.unknown_keys).toEqual([]);
    const filled = read({ five_hour: window, tangelo: window, seven_day_omelette: null });
    expect(filled.limits.map(({ id }) => id)).toEqual(["session"]);
    expect(filled.unknown_keys).toEqual(["tangelo"]);
  });

  it("takes either spelling of the reset", () => {
    const report = readPayload(claude, "claude-opus-carveout-extra-usage");
    expect(limitIn(report, "weekly").resets_at).toBe("2026-07-10T16:00:00.000Z");
  });

  it("gives a model its own clock", () => {
    const report = readPayload(claude, "claude-opus-carveout-extra-usage");
    expect(limitIn(report, "weekly:model:opus")).toMatchObject({
      label: "Weekly Opus",
      resets_at: "2026-07-11T09:30:00.000Z",
    });
  });

  it("takes money without a currency for dollars, and without places for cents", () => {
    const report = readPayload(claude, "claude-opus-carveout-extra-usage");
    expect(limitIn(report, "extra_usage")).toMatchObject({
      used: 5,
      max: 20,
      used_pct: 25,
      currency: "USD",
      gates: false,
    });
  });

  it("does not take a critical severity for depletion", () => {
    const report = readPayload(claude, "claude-limits-override-flat");
    expect(limitIn(report, "weekly:model:fable")).toMatchObject({ used_pct: 63, depleted: false });
  });

  it("comes back at the session's reset, as the week is not full", () => {
    const report = readPayload(claude, "claude-session-depleted");
    expect(report.limits.filter(({ depleted }) => depleted)).toMatchObject([
      { id: "session", resets_at: "2026-07-19T03:39:59.570Z" },
    ]);
  });

  it("tells a full window as it is, also just after a reset: to confirm it is the poller's", () => {
    const resets_at = new Date(NOW + 18_000_000 - 60_000).toISOString();
    const report = read({ five_hour: { utilization: 100, resets_at } });
    expect(limitIn(report, "session")).toMatchObject({ depleted: true, resets_at });
  });

  it("blocks a model alone, though its older member is null", () => {
    const report = readPayload(claude, "claude-model-scope-depleted");
    expect(report.limits.filter(({ depleted }) => depleted)).toMatchObject([
      { id: "weekly:model:fable", scope: "model:fable" },
    ]);
  });

  it("limits a seat without windows by what it may spend, in its own currency, without a reset", () => {
    const report = readPayload(claude, "claude-enterprise-spend-limit");
    expect(report.status).toBe("ok");
    expect(report.limits).toMatchObject([
      { id: "extra_usage", gates: true, used: 7.63, max: 20, currency: "EUR", resets_at: null },
    ]);
  });

  it("does not let spending gate where a window is there but cannot be read", () => {
    const extra_usage = { is_enabled: true, monthly_limit: 2000, used_credits: 2000 };
    const report = read({ five_hour: { utilization: "?" }, extra_usage });
    expect(limitIn(report, "extra_usage")).toMatchObject({ gates: false, depleted: true });
    expect(report.dropped_rows).toBe(1);
  });

  it.each([
    ["no object", 7],
    ["null", null],
    ["of an unknown kind", { kind: "hourly", percent: 3 }],
    ["without a number", { kind: "weekly_all", percent: "a lot" }],
    ["scoped to nothing", { kind: "weekly_scoped", percent: 100, scope: null }],
  ])("keeps the good rows beside one that is %s, and counts it", (_, bad) => {
    const report = read({ limits: [bad, { kind: "session", percent: 22 }] });
    expect(report.limits).toMatchObject([{ id: "session", used_pct: 22 }]);
    expect(report.dropped_rows).toBe(1);
  });

  it("does not block a model everywhere for a limit on one surface", () => {
    const scope = { model: { display_name: "Fable" }, surface: "web" };
    const report = read({ limits: [{ kind: "weekly_scoped", percent: 100, scope }] });
    expect(report.limits).toMatchObject([
      { scope: "feature:fable-web", label: "Weekly Fable web" },
    ]);
  });

  it("lists members that it does not know", () => {
    const limits = [{ kind: "session", percent: 1, mood: "good" }];
    expect(read({ six_hour: 1, five_hour: { ...window, burst: 2 }, limits }).unknown_keys).toEqual([
      "six_hour",
      "five_hour.burst",
      "limits.mood",
    ]);
  });
});

describe("a refusal of Claude", () => {
  it("for a missing scope says to sign in with it", () => {
    expect(readPayload(claude, "claude-error-403-scope")).toMatchObject({
      status: "auth_required",
      error: { code: "scope_missing", message: expect.stringContaining("user:profile") },
    });
  });

  it("for polling too often says nothing of the account", () => {
    const report = readPayload(claude, "claude-error-429");
    expect(report).toMatchObject({ status: "rate_limited", limits: [], vendor_verdict: null });
  });

  it("tells Retry-After as given, 0 too: the floor is the poller's", () => {
    expect(readPayload(claude, "claude-error-429").retry_after_seconds).toBe(0);
  });

  it.each([
    [401, { error: { type: "authentication_error" } }, "auth_required", "http_401"],
    [403, undefined, "blocked", "not_json"],
    [529, { error: { type: "overloaded_error" } }, "error", "http_529"],
    [200, undefined, "blocked", "not_json"],
  ])("by HTTP %i with %j is %s", (status, body, verdict, code) => {
    const report = claude.read(answerWith(body, { status }), NOW);
    expect(report).toMatchObject({ status: verdict, error: { code }, limits: [] });
  });
});

describe("asking Claude", () => {
  const usage = "https://api.anthropic.com/api/oauth/usage";

  it("is one request in the name of Claude Code, with the plan of the credential", async () => {
    const plan = { id: "max_20x", label: "Max 20x" };
    const vendor = pretendVendor({ [usage]: answerWith(payload("claude-healthy")) });
    const report = await claude.fetch(credentialWith({ plan }), vendor.ask, () => NOW);
    expect(vendor.asked).toEqual([
      {
        method: "GET",
        url: usage,
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          "anthropic-beta": "oauth-2025-04-20",
          "User-Agent": expect.stringMatching(/^claude-code\/\d/),
          Accept: "application/json",
        },
      },
    ]);
    expect(report).toMatchObject({ status: "ok", plan });
    expect(limitIn(report, "session").observed_at).toBe("2026-07-18T23:30:00.000Z");
    expectTokenKept(claude, { asked: vendor.asked, report });
  });

  it("is spared with an API key, which has no such usage", async () => {
    const vendor = pretendVendor({});
    const credential = credentialWith({ token: "sk-ant-api03-x" });
    const report = await claude.fetch(credential, vendor.ask, () => NOW);
    expect(report).toMatchObject({ status: "unsupported", error: { code: "api_key" } });
    expect(vendor.asked).toEqual([]);
  });
});

describe("a login of Claude Code", () => {
  const login = {
    accessToken: TOKEN,
    refreshToken: "sk-ant-ort01-x",
    expiresAt: 1_784_500_000_000,
    scopes: ["user:inference", "user:profile"],
    subscriptionType: "max",
    rateLimitTier: "default_claude_max_20x",
  };

  it("is read from its file and, the same, from the keychain, also when it has lapsed", () => {
    expect(claude.readCredential({ claudeAiOauth: login })).toEqual([
      credentialWith({
        expires_at: "2026-07-19T22:26:40.000Z",
        plan: { id: "max_20x", label: "Max 20x" },
      }),
    ]);
    expect(claude.places.map(({ format }) => format.kind)).toEqual(["json", "json", "keychain"]);
  });

  it.each([
    ["max", "default_claude_max_5x", { id: "max_5x", label: "Max 5x" }],
    ["pro", "default_claude_ai", { id: "pro", label: "Pro" }],
    ["team", null, { id: "team", label: "Team" }],
    ["guild", null, { id: "guild", label: "guild" }],
    [null, "default_claude_max_5x", null],
  ])("of type %s and tier %s has the plan %j", (subscriptionType, rateLimitTier, plan) => {
    const content = { claudeAiOauth: { ...login, subscriptionType, rateLimitTier } };
    expect(claude.readCredential(content)).toMatchObject([{ plan }]);
  });

  it.each([
    ["only MCP logins", { mcpOAuth: { server: { accessToken: "x" } } }],
    ["an empty token", { claudeAiOauth: { ...login, accessToken: "" } }],
    ["a list", []],
    ["nothing", undefined],
  ])("is not found in %s", (_, content) => expect(claude.readCredential(content)).toEqual([]));
});
