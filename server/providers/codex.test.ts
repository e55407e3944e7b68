import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { codex } from "./codex.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { type Answers, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";
import { VendorUnreachableError } from "./unreachable.ts";

readsItsPayloads(codex);
standsAnyAnswer(codex, {
  // A window is full where its limit is reached, credits are spent where there are none, and saved
  // resets can be counted.
  toldWithoutNumbers: ["primary", "credits", "reset_credits"],
});

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const read = (body: unknown, more = {}) => codex.read(answerWith(body, more), NOW);
const windows = (primary: object | null, secondary: object | null = null, more = {}) => ({
  rate_limit: { primary_window: primary, secondary_window: secondary, ...more },
});

describe("a usage answer of Codex", () => {
  it("has a weekly window in the first slot: the length tells, never the slot", () => {
    for (const name of ["codex-pro-weekly-in-primary", "codex-free-untouched"]) {
      expect(readPayload(codex, name).limits[0]).toMatchObject({ id: "weekly", label: "Weekly" });
    }
  });

  it.each([
    [17_940, "session"],
    [18_000, "session"],
    [86_400, "daily"],
    [604_800, "weekly"],
    [28 * 86_400, "monthly"],
    [31 * 86_400, "monthly"],
    [10_800, "window:10800"],
    [0, "primary"],
    [null, "primary"],
    [undefined, "primary"],
  ])("calls a window of %j seconds %s", (limit_window_seconds, id) => {
    const report = read(windows({ used_percent: 3, limit_window_seconds }));
    expect(report.limits.map(({ id }) => id)).toEqual([id]);
  });

  it("drops the reset of a window at 0 %, which slides along with the clock", () => {
    const spark = "weekly:feature:codex_bengalfox";
    expect(limitIn(readPayload(codex, "codex-pro-weekly-in-primary"), spark).resets_at).toBeNull();
    const free = readPayload(codex, "codex-free-untouched");
    expect(limitIn(free, "weekly")).toMatchObject({ used_pct: 0, resets_at: null });
  });

  it("counts a saved reset, though it cannot be used now", () => {
    const report = readPayload(codex, "codex-pro-weekly-in-primary");
    expect(limitIn(report, "reset_credits")).toMatchObject({ remaining: 1, depleted: null });
  });

  it("gates a feature alone by the feature's windows", () => {
    const report = readPayload(codex, "codex-5h-weekly-spark-weekly-depleted");
    expect(report.limits.filter(({ depleted }) => depleted)).toMatchObject([
      { scope: "feature:gpt_5_3_codex_spark", label: "Weekly GPT-5.3-Codex-Spark" },
    ]);
    expect(report.vendor_verdict).toBeNull();
  });

  it("believes a full window of a feature over its flag", () => {
    const report = readPayload(codex, "codex-5h-weekly-spark-weekly-depleted");
    expect(limitIn(report, "weekly:feature:gpt_5_3_codex_spark").depleted).toBe(true);
  });

  it("believes the absolute reset over a relative one", () => {
    const report = readPayload(codex, "codex-5h-weekly-spark-weekly-depleted");
    expect(limitIn(report, "session:feature:gpt_5_3_codex_spark").resets_at).toBe(
      "2025-12-28T18:54:28.000Z",
    );
  });

  it("is blocked where it is not allowed, whatever the workspace would still let spend", () => {
    const report = readPayload(codex, "codex-team-depleted-spend-control");
    expect(report.vendor_verdict).toBe("blocked");
    expect(limitIn(report, "spend_control")).toMatchObject({ depleted: false, gates: false });
  });

  it("tells a workspace's limit in a unit that is not money, with the share as reported", () => {
    const report = readPayload(codex, "codex-team-depleted-spend-control");
    expect(limitIn(report, "spend_control")).toMatchObject({
      unit: "provider_units",
      used: 36.79748725891113,
      max: 1000,
      used_pct: 4,
    });
  });

  it("does not know a balance that is null: it is not 0", () => {
    const report = readPayload(codex, "codex-team-depleted-spend-control");
    expect(limitIn(report, "credits")).toMatchObject({ remaining: null, depleted: null });
  });

  it("reads a balance as a string and as a number", () => {
    const credits = (name: string) => limitIn(readPayload(codex, name), "credits").remaining;
    expect(credits("codex-plus-5h-depleted")).toBe(0);
    expect(credits("codex-relative-resets-code-review")).toBe(8);
  });

  it("is not depleted by empty credits, only by a window", () => {
    const report = readPayload(codex, "codex-plus-5h-depleted");
    const gating = report.limits.filter(({ gates, depleted }) => gates && depleted);
    expect(gating.map(({ id }) => id)).toEqual(["session"]);
  });

  it("trusts a reset as an upper bound only", () => {
    const report = readPayload(codex, "codex-plus-5h-depleted");
    expect(limitIn(report, "session").reset_trust).toBe("upper_bound");
  });

  it.each([
    [{ allowed: true, limit_reached: true }, null, "allowed"],
    [{ allowed: false }, null, "blocked"],
    [{ limit_reached: true }, null, "blocked"],
    [{ limit_reached: false }, null, null],
    [{}, { type: "workspace_member_usage_limit_reached" }, "blocked"],
    [{ allowed: true }, { type: "rate_limit_reached" }, "allowed"],
    [{ allowed: "no" }, null, null],
    [{}, null, null],
  ])("with %j and %j has the verdict %j", (flags, rate_limit_reached_type, verdict) => {
    const body = { ...windows({ used_percent: 50 }, null, flags), rate_limit_reached_type };
    expect(read(body).vendor_verdict).toBe(verdict);
  });

  it("reports no window where windows are null, and is available by its flag", () => {
    const report = readPayload(codex, "codex-unlimited-credits-null-windows");
    expect(report.limits.map(({ id }) => id)).toEqual(["credits"]);
    expect(report.vendor_verdict).toBe("allowed");
  });

  it("counts a relative reset from the vendor's clock", () => {
    const window = { used_percent: 48, limit_window_seconds: 604_800, reset_after_seconds: 3600 };
    const headers = { date: "Sat, 18 Jul 2026 23:00:00 GMT" };
    expect(limitIn(read(windows(window), { headers }), "weekly").resets_at).toBe(
      "2026-07-19T00:00:00.000Z",
    );
    expect(limitIn(read(windows(window)), "weekly").resets_at).toBe("2026-07-19T00:30:00.000Z");
  });

  it("does not guess a length from a slot", () => {
    const report = readPayload(codex, "codex-relative-resets-code-review");
    expect(limitIn(report, "secondary")).toMatchObject({
      window_seconds: null,
      label: "Second window",
    });
  });

  it("says nothing of whose it is", () => {
    const told = JSON.stringify(readPayload(codex, "codex-relative-resets-code-review"));
    expect(told).not.toMatch(/person@|acct_/);
  });

  it.each([
    ["the only silent window, once a limit is reached", null, { used_percent: 20 }, 100],
    ["neither of two silent windows", null, { used_percent: null }, null],
    ["no silent window beside a full one", null, { used_percent: 100 }, null],
  ])("takes for full %s", (_, used_percent, secondary, used_pct) => {
    const report = read(windows({ used_percent }, secondary, { limit_reached: true }));
    expect(limitIn(report, "primary").used_pct).toBe(used_pct);
  });

  it.each([
    ["a window", { rate_limit: { primary_window: 7, secondary_window: { used_percent: 9 } } }],
    ["a share", windows({ used_percent: "much" }, { used_percent: 9 })],
    ["a feature", { ...windows(null, { used_percent: 9 }), additional_rate_limits: [null] }],
    ["credits", { ...windows(null, { used_percent: 9 }), credits: "some" }],
    ["a balance", { ...windows(null, { used_percent: 9 }), credits: { balance: "some" } }],
    ["saved resets", { ...windows(null, { used_percent: 9 }), rate_limit_reset_credits: 1 }],
  ])("keeps what is good beside %s that cannot be read, and counts it", (_, body) => {
    expect(read(body)).toMatchObject({
      status: "ok",
      limits: [{ id: "secondary", used_pct: 9 }],
      dropped_rows: 1,
    });
  });

  it("knows credits that do not exist from credits that are not told", () => {
    const credits = { has_credits: false, unlimited: false, balance: null };
    expect(limitIn(read({ credits }), "credits")).toMatchObject({
      remaining: null,
      depleted: true,
    });
  });

  it("lists members that it does not know", () => {
    const body = { ...windows({ used_percent: 1, mood: 1 }, null, { pace: 1 }), weather: 1 };
    expect(read(body).unknown_keys).toEqual([
      "weather",
      "rate_limit.pace",
      "rate_limit.primary_window.mood",
    ]);
  });

  it("may come from the CLI's own server, in other words", () => {
    const rateLimits = {
      primary: { usedPercent: 22, windowDurationMins: 300, resetsAt: 1_784_430_000 },
      secondary: null,
      credits: { hasCredits: true, unlimited: false, balance: "8" },
      planType: "plus",
    };
    const report = read({ rateLimits });
    expect(report.plan).toEqual({ id: "plus", label: "Plus" });
    expect(limitIn(report, "session")).toMatchObject({
      used_pct: 22,
      resets_at: "2026-07-19T03:00:00.000Z",
    });
    expect(limitIn(report, "credits").remaining).toBe(8);
  });
});

describe("saved resets of Codex", () => {
  it("expire with the earliest that is alive and known to be available", () => {
    const report = readPayload(codex, "codex-reset-credits");
    expect(limitIn(report, "reset_credits")).toMatchObject({
      remaining: 2,
      expires_at: "2026-07-12T04:03:43.263Z",
    });
  });

  it("keep their ids to themselves: who has one can redeem it", () => {
    expect(JSON.stringify(readPayload(codex, "codex-reset-credits"))).not.toContain(
      "RateLimitResetCredit",
    );
  });

  it.each([-1, 1.5, "two"])("are no answer with a count of %j", (available_count) => {
    const report = read({ credits: [], available_count });
    expect(report).toMatchObject({ status: "partial", limits: [], dropped_rows: 1 });
  });
});

describe("a refusal of Codex", () => {
  const error = { type: "usage_limit_reached", plan_type: "plus", resets_in_seconds: 3600 };

  it("of a model request speaks of the account", () => {
    expect(readPayload(codex, "codex-inference-429")).toMatchObject({
      status: "ok",
      vendor_verdict: "blocked",
      coverage: "partial",
    });
  });

  it("tells windows in minutes", () => {
    const report = readPayload(codex, "codex-inference-429");
    expect(report.limits.map(({ window_seconds }) => window_seconds)).toEqual([18_000, 604_800]);
  });

  it("by its body alone is a full limit of unknown length", () => {
    const report = read({ error }, { status: 429 });
    expect(report).toMatchObject({ vendor_verdict: "blocked", plan: { label: "Plus" } });
    expect(report.limits).toMatchObject([
      { id: "usage_limit", depleted: true, used_pct: null, resets_at: "2026-07-19T00:30:00.000Z" },
    ]);
  });

  it("by headers alone blocks if one of them is full", () => {
    const headersWith = (used: string) => ({
      "x-codex-primary-used-percent": used,
      "x-codex-primary-window-minutes": "300",
    });
    const verdict = (used: string) =>
      read({ error: {} }, { status: 429, headers: headersWith(used) }).vendor_verdict;
    expect(verdict("100")).toBe("blocked");
    expect(verdict("20")).toBeNull();
  });

  it("of the usage endpoint speaks of the endpoint alone", () => {
    const headers = { "retry-after": "30" };
    expect(read({ detail: "slow down" }, { status: 429, headers })).toMatchObject({
      status: "rate_limited",
      limits: [],
      vendor_verdict: null,
      retry_after_seconds: 30,
    });
  });

  it.each([
    [401, { detail: "expired" }, "auth_required"],
    [403, undefined, "blocked"],
    [500, {}, "error"],
  ])("by HTTP %i with %j is %s", (status, body, verdict) => {
    expect(read(body, { status }).status).toBe(verdict);
  });
});

describe("asking Codex", () => {
  const usage = "https://chatgpt.com/backend-api/wham/usage";
  const older = "https://chatgpt.com/backend-api/codex/usage";
  const resets = "https://chatgpt.com/backend-api/wham/rate-limit-reset-credits";
  const healthy = answerWith(payload("codex-pro-weekly-in-primary"));
  const credential = credentialWith({ account_id: "workspace-1" });
  const ask = async (answers: Answers) => {
    const vendor = pretendVendor(answers);
    const report = await codex.fetch(credential, vendor.ask, () => Date.parse("2026-07-01"));
    expectTokenKept(codex, { asked: vendor.asked, report });
    return { report, asked: vendor.asked };
  };

  it("names the client and the workspace, and looks up when saved resets expire", async () => {
    const { report, asked } = await ask({
      [usage]: healthy,
      [resets]: answerWith(payload("codex-reset-credits")),
    });
    expect(asked).toMatchObject([
      {
        method: "GET",
        url: usage,
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          "ChatGPT-Account-Id": "workspace-1",
          "User-Agent": "codex-cli",
        },
      },
      { method: "GET", url: resets, headers: { "OpenAI-Beta": "codex-1" } },
    ]);
    expect(limitIn(report, "reset_credits").expires_at).toBe("2026-07-12T04:03:43.263Z");
    expect(report).toMatchObject({ coverage: "full", plan: { label: "Pro 20x" } });
    expect(report.limits.filter(({ kind }) => kind === "grant")).toHaveLength(1);
  });

  it.each([
    ["refuses", answerWith({}, { status: 403 })],
    ["tells a count that is none", answerWith({ credits: [], available_count: -1 })],
    ["is slow", answerWith({}, { status: 429 })],
    ["does not answer", new VendorUnreachableError("timeout", "No answer in time.")],
  ])("succeeds where only the side request %s", async (_, answer) => {
    const { report } = await ask({ [usage]: healthy, [resets]: answer });
    expect(report).toEqual({ ...codex.read(healthy, Date.parse("2026-07-01")) });
  });

  it("spares the side request where there is none saved, and after a failure", async () => {
    const none = {
      ...windows({ used_percent: 1 }),
      rate_limit_reset_credits: { available_count: 0 },
    };
    expect((await ask({ [usage]: answerWith(none) })).asked).toHaveLength(1);
    expect((await ask({ [usage]: answerWith({}, { status: 401 }) })).asked).toHaveLength(1);
  });

  it("falls back to the older address where the newer is gone", async () => {
    const gone = answerWith({}, { status: 404 });
    const { report, asked } = await ask({ [usage]: gone, [older]: healthy, [resets]: gone });
    expect(asked.map(({ url }) => url)).toEqual([usage, older, resets]);
    expect(report.status).toBe("ok");
  });

  it("fails where the vendor does not answer at all", async () => {
    const unreachable = new VendorUnreachableError("network", "No way there.");
    await expect(ask({ [usage]: unreachable })).rejects.toBe(unreachable);
  });

  it("takes the plan of the credential where the answer names none", async () => {
    const plan = { id: "plus", label: "Plus" };
    const vendor = pretendVendor({
      [usage]: answerWith(windows({ used_percent: 1 })),
      [resets]: { status: 404 },
    });
    const report = await codex.fetch(credentialWith({ plan }), vendor.ask, () => NOW);
    expect(report.plan).toEqual(plan);
    expect(vendor.asked[0]?.headers).not.toHaveProperty("ChatGPT-Account-Id");
  });
});

describe("a login of Codex", () => {
  const jwt = (claims: object) =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
  const auth = { chatgpt_account_id: "account-of-claims", chatgpt_plan_type: "prolite" };
  const id_token = jwt({ email: "someone@example.invalid", "https://api.openai.com/auth": auth });

  it("is read from the CLI's file, with the plan and the lapse that its tokens tell", () => {
    const access_token = jwt({ exp: 1_784_500_000 });
    const tokens = { id_token, access_token, refresh_token: "rt_x", account_id: "account" };
    expect(codex.readCredential({ OPENAI_API_KEY: null, tokens })).toEqual([
      credentialWith({
        token: access_token,
        account_id: "account",
        identity: "someone@example.invalid",
        expires_at: "2026-07-19T22:26:40.000Z",
        plan: { id: "prolite", label: "Pro 5x" },
      }),
    ]);
  });

  it("takes the account of the id token where the file names none", () => {
    expect(codex.readCredential({ tokens: { access_token: TOKEN, id_token } })).toMatchObject([
      { token: TOKEN, account_id: "account-of-claims", expires_at: null },
    ]);
  });

  it("is read from OpenCode's file", () => {
    const openai = { type: "oauth", access: TOKEN, refresh: "x", expires: 1_784_500_000_000 };
    expect(codex.readCredential({ openai: { ...openai, accountId: "account" } })).toEqual([
      credentialWith({ account_id: "account", expires_at: "2026-07-19T22:26:40.000Z" }),
    ]);
  });

  it.each([
    ["an API key alone", { OPENAI_API_KEY: "sk-x", tokens: null }],
    ["an API key in OpenCode", { openai: { type: "api", key: "sk-x" } }],
    ["nothing", null],
  ])("is not found in %s", (_, content) => expect(codex.readCredential(content)).toEqual([]));
});
