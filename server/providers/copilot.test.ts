import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { copilot } from "./copilot.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { pretendVendor } from "./pretendVendor.ts";
import type { VendorAnswer } from "./provider.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";

readsItsPayloads(copilot);
standsAnyAnswer(copilot);

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const read = (body: unknown, more: Partial<VendorAnswer> = {}) =>
  copilot.read(answerWith(body, more), NOW);
const premium = (row: unknown, more = {}) => ({
  quota_snapshots: { premium_interactions: row },
  ...more,
});

describe("a usage answer of Copilot", () => {
  it("tells the percent that remains", () => {
    expect(limitIn(readPayload(copilot, "copilot-pro-healthy"), "premium").used_pct).toBeCloseTo(
      11.496,
      6,
    );
  });

  it("is more precise in its float", () => {
    const report = readPayload(copilot, "copilot-pro-healthy");
    expect(limitIn(report, "premium").remaining).toBe(265.51);
  });

  it.each([
    [1_785_542_400, "2026-09-03", "2026-09-02", "2026-08-01T00:00:00.000Z"],
    [0, "2026-09-03T00:00:00.000Z", "2026-09-02", "2026-09-03T00:00:00.000Z"],
    [0, null, "2026-09-02", "2026-09-02T00:00:00.000Z"],
    [0, null, null, null],
  ])("resets by %j, else %j, else %j", (quota_reset_at, utc, date, resets_at) => {
    const row = { entitlement: 300, remaining: 200, quota_reset_at };
    const body = premium(row, { quota_reset_date_utc: utc, quota_reset_date: date });
    expect(limitIn(read(body), "premium").resets_at).toBe(resets_at);
  });

  it("gives what is unlimited no share and no reset", () => {
    const report = readPayload(copilot, "copilot-pro-healthy");
    for (const id of ["chat", "completions"]) {
      expect(limitIn(report, id)).toMatchObject({
        cap: "unlimited",
        used_pct: null,
        resets_at: null,
        depleted: false,
      });
    }
  });

  it("keeps the share as reported beside the counts, and never averages", () => {
    const report = readPayload(copilot, "copilot-business-token-billing");
    expect(limitIn(report, "premium").used_pct).toBeCloseTo(84.1, 6);
    expect(limitIn(report, "premium")).toMatchObject({ max: 3500, remaining: 558.3 });
    const counted = read(premium({ entitlement: 3500, quota_remaining: 558.3 }));
    expect(limitIn(counted, "premium").used_pct).toBeCloseTo(84.0486, 3);
  });

  it("keeps the other counter as telemetry", () => {
    const report = readPayload(copilot, "copilot-business-token-billing");
    expect(limitIn(report, "credits_used")).toMatchObject({
      used: 2930,
      max: null,
      gates: false,
      kind: "counter",
    });
  });

  it("goes on by overage where it is permitted", () => {
    const report = readPayload(copilot, "copilot-business-token-billing");
    expect(limitIn(report, "overage")).toMatchObject({
      enabled: true,
      gates: false,
      depleted: null,
    });
  });

  it.each([
    [
      { overage_count: 4, overage_entitlement: 10 },
      { used: 4, max: 10, cap: "limited" },
    ],
    [
      { overage_count: 4, overage_entitlement: 0 },
      { used: 4, max: null, cap: "unknown" },
    ],
    [{}, { used: null, max: null, cap: "unknown" }],
  ])("tells overage of %j as %j", (told, meter) => {
    const row = { entitlement: 300, remaining: 0, overage_permitted: true, ...told };
    expect(limitIn(read(premium(row)), "overage")).toMatchObject(meter);
  });

  it("knows nothing by a placeholder: neither untouched nor depleted", () => {
    const report = readPayload(copilot, "copilot-business-placeholder");
    expect(limitIn(report, "premium")).toMatchObject({
      cap: "unknown",
      used_pct: null,
      max: null,
      depleted: null,
    });
  });

  it("keeps a placeholder's counter, without a denominator", () => {
    const report = readPayload(copilot, "copilot-business-placeholder");
    expect(limitIn(report, "credits_used")).toMatchObject({ used: 31, max: null, used_pct: null });
  });

  it("leaves out the placeholders of chat and completions", () => {
    const { limits } = readPayload(copilot, "copilot-business-placeholder");
    expect(limits.map(({ id }) => id)).toEqual(["premium", "credits_used"]);
  });

  it.each([
    [{ percent_remaining: 100 }, null],
    [{ percent_remaining: 40 }, 60],
    [{ remaining: 0 }, null],
  ])("by %j without an entitlement is %j %% used", (row, used_pct) => {
    expect(limitIn(read(premium(row)), "premium").used_pct).toBe(used_pct);
  });

  it("is unlimited by its flag, with the very numbers of a placeholder", () => {
    const report = readPayload(copilot, "copilot-unlimited-with-counter");
    expect(limitIn(report, "premium")).toMatchObject({ cap: "unlimited", depleted: false });
  });

  it("tells what remains of a free plan, not what is used", () => {
    const report = readPayload(copilot, "copilot-free-limited");
    expect(limitIn(report, "chat")).toMatchObject({ used: 90, used_pct: 18 });
    expect(limitIn(report, "completions")).toMatchObject({ used: 0, used_pct: 0, depleted: false });
  });

  it("names a free plan by its SKU", () => {
    expect(readPayload(copilot, "copilot-free-limited").plan?.label).toBe("Free");
  });

  it("reads numbers that are strings", () => {
    const report = readPayload(copilot, "copilot-free-depleted");
    expect(limitIn(report, "completions")).toMatchObject({ remaining: 1200, used_pct: 70 });
  });

  it("resets a free plan on the day of the sign-up", () => {
    const report = readPayload(copilot, "copilot-free-limited");
    expect(limitIn(report, "chat")).toMatchObject({
      resets_at: "2025-02-11T00:00:00.000Z",
      window_kind: "billing",
    });
  });

  it("takes 0 left for empty", () => {
    const report = readPayload(copilot, "copilot-free-depleted");
    expect(limitIn(report, "chat")).toMatchObject({ used_pct: 100, depleted: true });
  });

  it("asks a free plan's chat, and leaves completions usable", () => {
    const report = readPayload(copilot, "copilot-free-depleted");
    expect(report.default_scopes).toEqual(["feature:chat"]);
    expect(limitIn(report, "completions")).toMatchObject({
      scope: "feature:completions",
      depleted: false,
    });
  });

  it("keeps what is over the quota", () => {
    const report = readPayload(copilot, "copilot-over-quota");
    expect(limitIn(report, "premium")).toMatchObject({ used_pct: 115, remaining: -75 });
  });

  it("takes overage that is not told for none", () => {
    const { limits } = readPayload(copilot, "copilot-over-quota");
    expect(limits.map(({ id }) => id)).toEqual(["premium"]);
  });

  it.each([
    [{ copilot_plan: "individual_pro" }, { id: "individual_pro", label: "Pro+" }],
    [{ copilot_plan: "individual_max" }, { id: "individual_max", label: "Max" }],
    [{ copilot_plan: "enterprise" }, { id: "enterprise", label: "Enterprise" }],
    [
      { copilot_plan: "individual", access_type_sku: "free_educational_quota" },
      { id: "free_educational_quota", label: "Education" },
    ],
    [{}, null],
  ])("of %j has the plan %j", (told, plan) => {
    expect(read(premium({ unlimited: true }, told)).plan).toEqual(plan);
  });

  it.each([
    ["no object", 7],
    ["without numbers", { entitlement: "many", remaining: 3 }],
  ])("keeps the good row beside one that is %s, and counts it", (_, bad) => {
    const quota_snapshots = { chat: { unlimited: true }, premium_interactions: bad };
    expect(read({ quota_snapshots })).toMatchObject({ limits: [{ id: "chat" }], dropped_rows: 1 });
  });

  it("keeps the good row of a free plan beside a bad one, and counts it", () => {
    const body = { monthly_quotas: {}, limited_user_quotas: { chat: {}, completions: 5 } };
    expect(read(body)).toMatchObject({
      limits: [{ id: "completions", used: null, max: null, used_pct: null, remaining: 5 }],
      dropped_rows: 1,
    });
  });

  it("does not know how much is used where only one number is told", () => {
    expect(limitIn(read(premium({ entitlement: 300 })), "premium")).toMatchObject({
      used: null,
      used_pct: null,
      depleted: null,
    });
  });

  it("lists members that it does not know", () => {
    const quota_snapshots = { chat: { unlimited: true, mood: 1 }, agents: {} };
    expect(read({ quota_snapshots, weather: 1 }).unknown_keys).toEqual([
      "weather",
      "quota_snapshots.agents",
      "quota_snapshots.chat.mood",
    ]);
  });
});

describe("a refusal of Copilot", () => {
  const now = NOW / 1000;

  it.each([
    [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${now + 90}` }, 90],
    [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${now - 5}` }, 0],
    [403, { "x-ratelimit-remaining": "0" }, null],
    [429, { "retry-after": "60", "x-ratelimit-reset": `${now + 90}` }, 60],
  ])("by HTTP %i with %j asks to wait", (status, headers, retry_after_seconds) => {
    expect(read({ message: "API rate limit exceeded" }, { status, headers })).toMatchObject({
      status: "rate_limited",
      limits: [],
      retry_after_seconds,
    });
  });

  it.each([
    [404, { message: "Not Found" }, {}, "unsupported"],
    [401, { message: "Bad credentials" }, {}, "auth_required"],
    [403, { message: "Forbidden" }, { "x-ratelimit-remaining": "4999" }, "auth_required"],
    [403, undefined, {}, "blocked"],
    [502, {}, {}, "error"],
  ])("by HTTP %i with %j and %j is %s", (status, body, headers, verdict) => {
    expect(read(body, { status, headers })).toMatchObject({ status: verdict, limits: [] });
  });
});

describe("asking Copilot", () => {
  it("is one request in the name of an editor", async () => {
    const url = "https://api.github.com/copilot_internal/user";
    const vendor = pretendVendor({ [url]: answerWith(payload("copilot-pro-healthy")) });
    const report = await copilot.fetch(credentialWith(), vendor.ask, () => NOW);
    expect(vendor.asked).toMatchObject([
      {
        method: "GET",
        url,
        headers: {
          Authorization: `token ${TOKEN}`,
          "Editor-Version": expect.stringMatching(/^vscode\//),
          "Editor-Plugin-Version": expect.stringMatching(/^copilot-chat\//),
          "User-Agent": expect.stringMatching(/^GitHubCopilotChat\//),
          "X-Github-Api-Version": "2025-04-01",
        },
      },
    ]);
    expect(report).toMatchObject({ status: "ok", plan: { label: "Pro" } });
    expectTokenKept(copilot, {
      asked: vendor.asked,
      report,
      ways: [`Authorization: token ${TOKEN}`],
    });
  });
});

describe("a login of Copilot", () => {
  const app = { user: "octo", oauth_token: TOKEN, githubAppId: "Iv1.x" };

  it.each([
    ["apps.json", { "github.com:Iv1.x": app }],
    ["the older hosts.json", { "github.com": { user: "octo", oauth_token: TOKEN } }],
    [
      "several apps of one person",
      { "github.com:Iv1.x": app, "github.com:Iv1.y": { ...app, oauth_token: "gho_other" } },
    ],
  ])("is read from %s", (_, content) => {
    expect(copilot.readCredential(content)).toEqual([credentialWith({ identity: "octo" })]);
  });

  it("is read for each person", () => {
    const other = { user: "hexa", oauth_token: "gho_other" };
    const content = { "github.com:Iv1.x": app, "github.com:Iv1.y": other };
    expect(copilot.readCredential(content).map(({ identity }) => identity)).toEqual([
      "octo",
      "hexa",
    ]);
  });

  it("is read from OpenCode's file: GitHub's token, not the short-lived one", () => {
    const entry = {
      type: "oauth",
      refresh: TOKEN,
      access: "tid=short",
      expires: 1_784_500_000_000,
    };
    expect(copilot.readCredential({ "github-copilot": entry })).toEqual([credentialWith()]);
  });

  it.each([
    ["another host's file", { "ghe.example.com:Iv1.x": app, "github.com.evil.example": app }],
    [
      "OpenCode's file of an enterprise host",
      { "github-copilot": { type: "oauth", refresh: TOKEN, enterpriseUrl: "ghe.example.com" } },
    ],
    ["a file without tokens", { "github.com": { user: "octo" } }],
    ["nothing", null],
  ])("is not found in %s", (_, content) => expect(copilot.readCredential(content)).toEqual([]));
});
