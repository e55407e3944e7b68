import { describe, expect, it } from "vitest";
import { ProviderId } from "../src/contract/snapshot.ts";
import { createVendor, type Vendor } from "./vendor.ts";
import { vendorShapes } from "./vendor/vendorShapes.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";

const NOW = Date.parse("2026-07-18T12:00:00.000Z");
const HOUR = 3600;
const DAY = 24 * HOUR;

const state: VendorState = {
  session_pct: 25,
  weekly_pct: 40,
  monthly_pct: 10,
  balance: 12.5,
  session_resets_at: HOUR,
  weekly_resets_at: "2026-07-20T12:00:00.000Z",
};

function open(): { vendor: Vendor; clock: { now: number } } {
  const clock = { now: NOW };
  return { vendor: createVendor({ now: () => clock.now }), clock };
}

/** The provider's own path of that place in its list; the first is what a poll asks. */
function requestOf(provider: ProviderId, token: string, path?: string, signal?: AbortSignal) {
  const { routes } = vendorShapes[provider];
  const route = path === undefined ? routes[0] : routes.find((route) => route.path === path);
  if (!route) throw new Error(`${provider} has no ${path}`);
  return new Request(`http://vendor.test/${provider}${route.path}`, {
    method: route.method,
    headers:
      provider === "cursor"
        ? { Cookie: `a=b; WorkosCursorSessionToken=user_1%3A%3A${token}` }
        : { Authorization: `Bearer ${token}` },
    ...(signal && { signal }),
  });
}

async function bodyOf(vendor: Vendor, provider: ProviderId, path?: string): Promise<unknown> {
  const response = await vendor.fetch(requestOf(provider, "t", path));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  return response.json();
}

const session_s = NOW / 1000 + HOUR;
const weekly_s = NOW / 1000 + 2 * DAY;

/** What the account above looks like with each vendor. */
const bodies: [ProviderId, string, unknown][] = [
  [
    "claude",
    "/api/oauth/usage",
    {
      five_hour: { utilization: 25, resets_at: "2026-07-18T13:00:00.000750+00:00" },
      seven_day: { utilization: 40, resets_at: "2026-07-20T12:00:00.000750+00:00" },
      seven_day_opus: null,
      extra_usage: { is_enabled: false },
      limits: [
        { kind: "session", percent: 25, severity: "normal", scope: null, is_active: false },
        { kind: "weekly_all", percent: 40, severity: "normal", scope: null, is_active: true },
      ],
    },
  ],
  [
    "codex",
    "/backend-api/wham/usage",
    {
      plan_type: "plus",
      rate_limit: {
        allowed: true,
        limit_reached: false,
        primary_window: {
          used_percent: 25,
          limit_window_seconds: 18_000,
          reset_after_seconds: HOUR,
          reset_at: session_s,
        },
        secondary_window: {
          used_percent: 40,
          limit_window_seconds: 604_800,
          reset_after_seconds: 2 * DAY,
          reset_at: weekly_s,
        },
      },
      credits: { has_credits: true, unlimited: false, balance: "12.5" },
    },
  ],
  [
    "kiro",
    "/",
    {
      nextDateReset: 1_785_542_400,
      overageConfiguration: { overageStatus: "DISABLED" },
      usageBreakdownList: [
        {
          resourceType: "CREDIT",
          currentUsage: 100,
          currentUsageWithPrecision: 100,
          currentOverages: 0,
          usageLimit: 1000,
        },
      ],
    },
  ],
  [
    "copilot",
    "/copilot_internal/user",
    {
      quota_reset_date: "2026-08-01",
      quota_reset_date_utc: "2026-08-01T00:00:00.000Z",
      quota_snapshots: {
        chat: { unlimited: true },
        premium_interactions: {
          entitlement: 300,
          remaining: 270,
          quota_remaining: 270,
          percent_remaining: 90,
          unlimited: false,
        },
      },
    },
  ],
  [
    "gemini",
    "/v1internal:retrieveUserQuota",
    {
      buckets: ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite"].map((modelId) => ({
        modelId,
        tokenType: "REQUESTS",
        remainingFraction: 0.75,
        resetTime: "2026-07-18T13:00:00Z",
      })),
    },
  ],
  [
    "antigravity",
    "/v1internal:retrieveUserQuotaSummary",
    {
      response: {
        groups: [
          {
            displayName: "Gemini Models",
            buckets: [
              {
                bucketId: "gemini-weekly",
                remaining: { remainingFraction: 0.6 },
                resetTime: "2026-07-20T12:00:00Z",
              },
              {
                bucketId: "gemini-5h",
                remaining: { remainingFraction: 0.75 },
                resetTime: "2026-07-18T13:00:00Z",
              },
            ],
          },
        ],
      },
    },
  ],
  [
    "antigravity",
    "/v1internal:fetchAvailableModels",
    { models: { "gemini-3-flash": { quotaInfo: { remainingFraction: 0.6 } } } },
  ],
  [
    "cursor",
    "/api/usage-summary",
    {
      billingCycleStart: "2026-07-01T00:00:00.000Z",
      billingCycleEnd: "2026-08-01T00:00:00.000Z",
      individualUsage: {
        // 20 % by the cents, which are wrong.
        plan: { used: 400, limit: 2000, remaining: 1600, totalPercentUsed: 10 },
        onDemand: { enabled: false, limit: null },
      },
    },
  ],
  [
    "cursor",
    "/aiserver.v1.DashboardService/GetCurrentPeriodUsage",
    {
      billingCycleStart: "1782864000000",
      billingCycleEnd: "1785542400000",
      planUsage: { totalSpend: "400", limit: "2000", remaining: "1600", totalPercentUsed: 10 },
    },
  ],
  [
    "zai",
    "/api/monitor/usage/quota/limit",
    {
      code: 200,
      success: true,
      data: {
        limits: [
          {
            type: "TOKENS_LIMIT",
            unit: 3,
            number: 5,
            percentage: 25,
            nextResetTime: session_s * 1000,
          },
          {
            type: "TOKENS_LIMIT",
            unit: 6,
            number: 1,
            percentage: 40,
            nextResetTime: weekly_s * 1000,
          },
          // `usage` is the limit.
          {
            type: "TIME_LIMIT",
            unit: 5,
            number: 1,
            usage: 1000,
            currentValue: 100,
            remaining: 900,
          },
        ],
      },
    },
  ],
  [
    "minimax",
    "/v1/token_plan/remains",
    {
      base_resp: { status_code: 0 },
      model_remains: [
        {
          model_name: "general",
          end_time: session_s * 1000,
          start_time: session_s * 1000 - 18_000_000,
          // These remain.
          current_interval_total_count: 1500,
          current_interval_usage_count: 1125,
          current_interval_remaining_percent: 75,
          current_interval_status: 1,
          current_weekly_total_count: 15_000,
          current_weekly_usage_count: 9000,
          current_weekly_remaining_percent: 60,
          current_weekly_status: 1,
        },
        { model_name: "video", current_interval_status: 3 },
      ],
    },
  ],
  [
    "kimi",
    "/coding/v1/usages",
    {
      usage: {
        limit: "2000",
        used: "800",
        remaining: "1200",
        resetTime: "2026-07-20T12:00:00.000839300Z",
      },
      limits: [
        {
          window: { duration: 300, timeUnit: "TIME_UNIT_MINUTE" },
          detail: { limit: "200", used: "50", remaining: "150" },
        },
      ],
    },
  ],
  [
    "kimi",
    "/apiv2/kimi.gateway.billing.v1.BillingService/GetSubscriptionStats",
    { ratelimitCode5h: { ratio: 0.25 }, ratelimitCode7d: { ratio: 0.4 } },
  ],
  ["openrouter", "/api/v1/credits", { data: { total_credits: 38.25, total_usage: 25.75 } }],
  [
    "openrouter",
    "/api/v1/key",
    {
      data: {
        limit: 500,
        limit_remaining: 450,
        limit_reset: "monthly",
        usage: 75.75,
        usage_monthly: 50,
      },
    },
  ],
  [
    "grok",
    "/v1/billing",
    {
      config: {
        creditUsagePercent: 40,
        currentPeriod: {
          type: "USAGE_PERIOD_TYPE_WEEKLY",
          start: "2026-07-13T12:00:00Z",
          end: "2026-07-20T12:00:00Z",
        },
      },
    },
  ],
  [
    "opencode-go",
    "/zen/go/v1/usage",
    {
      usage: {
        rolling: { percent: 25, resetsAt: "2026-07-18T13:00:00.000Z" },
        weekly: { percent: 40, resetsAt: "2026-07-20T12:00:00.000Z" },
        monthly: { percent: 10, resetsAt: "2026-08-01T00:00:00.000Z" },
      },
    },
  ],
  ["moonshot", "/v1/users/me/balance", { code: 0, data: { available_balance: 12.5 } }],
  [
    "deepseek",
    "/user/balance",
    { is_available: true, balance_infos: [{ currency: "USD", total_balance: "12.50" }] },
  ],
];

describe("an account", () => {
  it("is shown by every vendor", () => {
    expect(new Set(bodies.map(([provider]) => provider))).toEqual(new Set(ProviderId.options));
  });

  it.each(bodies)("shows what it has used as %s does at %s", async (provider, path, body) => {
    const { vendor } = open();
    vendor.set(provider, "t", state);
    expect(await bodyOf(vendor, provider, path)).toMatchObject(body as object);
  });

  it("leaves out what it does not have", async () => {
    const { vendor } = open();
    vendor.set("codex", "t", { weekly_pct: 7 });
    expect(await bodyOf(vendor, "codex")).toMatchObject({
      rate_limit: {
        primary_window: { used_percent: 7, limit_window_seconds: 604_800 },
        secondary_window: null,
      },
    });
    vendor.set("claude", "t", { weekly_pct: 7 });
    expect(await bodyOf(vendor, "claude")).toMatchObject({ five_hour: null });
    vendor.set("minimax", "t", { session_pct: 7 });
    expect(await bodyOf(vendor, "minimax")).toMatchObject({
      model_remains: [
        { current_weekly_status: 3, current_weekly_remaining_percent: 100 },
        { model_name: "video" },
      ],
    });
    vendor.set("openrouter", "t", { monthly_pct: 7 });
    const credits = await vendor.fetch(requestOf("openrouter", "t", "/api/v1/credits"));
    expect(credits.status).toBe(403);
  });

  it("tells a window that has not begun as each vendor does", async () => {
    const { vendor, clock } = open();
    for (const provider of ProviderId.options) vendor.set(provider, "t", { session_pct: 0 });
    clock.now += 60_000;
    expect(await bodyOf(vendor, "claude")).toMatchObject({
      five_hour: { utilization: 0, resets_at: null },
    });
    const { data } = (await bodyOf(vendor, "zai")) as { data: { limits: object[] } };
    expect(data.limits[0]).not.toHaveProperty("nextResetTime");
    // It slides.
    expect(await bodyOf(vendor, "codex")).toMatchObject({
      rate_limit: { primary_window: { used_percent: 0, reset_at: clock.now / 1000 + 18_000 } },
    });
    const { limits } = (await bodyOf(vendor, "kimi")) as { limits: { detail: object }[] };
    expect(limits[0]?.detail).not.toHaveProperty("used");
    expect(limits[0]?.detail).toMatchObject({ remaining: "200" });
  });

  it("tells a spent window as each vendor does", async () => {
    const { vendor } = open();
    for (const provider of ProviderId.options) {
      vendor.set(provider, "t", { session_pct: 100, balance: 0 });
    }
    expect(await bodyOf(vendor, "codex")).toMatchObject({
      rate_limit: { allowed: false, limit_reached: true },
      rate_limit_reached_type: { type: "rate_limit_reached" },
    });
    expect(await bodyOf(vendor, "minimax")).toMatchObject({
      model_remains: [{ current_interval_status: 2, current_interval_remaining_percent: 0 }, {}],
    });
    const { limits } = (await bodyOf(vendor, "kimi")) as { limits: { detail: object }[] };
    expect(limits[0]?.detail).not.toHaveProperty("remaining");
    expect(await bodyOf(vendor, "deepseek")).toMatchObject({ is_available: false });
  });

  it("counts overage into what is used, and only where it may go on", async () => {
    const { vendor } = open();
    vendor.set("kiro", "t", { monthly_pct: 136.03, overage: true });
    expect(await bodyOf(vendor, "kiro")).toMatchObject({
      overageConfiguration: { overageStatus: "ENABLED" },
      usageBreakdownList: [
        {
          currentUsage: 1360,
          currentUsageWithPrecision: 1360.3,
          currentOverages: 360,
          currentOveragesWithPrecision: 360.3,
        },
      ],
    });
    vendor.set("kiro", "t", { monthly_pct: 136 });
    expect(await bodyOf(vendor, "kiro")).toMatchObject({
      overageConfiguration: { overageStatus: "DISABLED" },
      usageBreakdownList: [{ currentUsage: 1000, currentOverages: 0 }],
    });
    vendor.set("copilot", "t", { monthly_pct: 115, overage: true });
    expect(await bodyOf(vendor, "copilot")).toMatchObject({
      quota_snapshots: {
        premium_interactions: {
          percent_remaining: -15,
          overage_permitted: true,
          overage_count: 45,
        },
      },
    });
    vendor.set("claude", "t", { weekly_pct: 100, overage: true, balance: 20 });
    expect(await bodyOf(vendor, "claude")).toMatchObject({
      extra_usage: { is_enabled: true, monthly_limit: 2000, used_credits: 0 },
    });
  });

  it("shows models apart", async () => {
    const { vendor } = open();
    const shares = { Opus: 100, "3p": 30 };
    vendor.set("claude", "t", { weekly_pct: 57, model_weekly: shares });
    expect(await bodyOf(vendor, "claude")).toMatchObject({
      limits: [
        { kind: "weekly_all", is_active: false },
        {
          kind: "weekly_scoped",
          percent: 100,
          severity: "critical",
          scope: { model: { display_name: "Opus" } },
          is_active: true,
        },
        { percent: 30 },
      ],
    });
    vendor.set("antigravity", "t", { model_weekly: shares });
    expect(await bodyOf(vendor, "antigravity")).toMatchObject({
      response: {
        groups: [{ buckets: [{ bucketId: "3p-weekly", remaining: { remainingFraction: 0.7 } }] }],
      },
    });
    vendor.set("copilot", "t", { monthly_pct: 18, plan: "free" });
    expect(await bodyOf(vendor, "copilot")).toMatchObject({
      access_type_sku: "free_limited_copilot",
      monthly_quotas: { chat: 500, completions: 4000 },
      limited_user_quotas: { chat: 410, completions: 4000 },
      limited_user_reset_date: "2026-08-01",
    });
  });

  it("may be asked by each way that a vendor takes a token", async () => {
    const { vendor } = open();
    vendor.set("zai", "key", state);
    vendor.set("cursor", "user_1::jwt", state);
    const asked: [string, Record<string, string>][] = [
      ["zai/api/monitor/usage/quota/limit", { Authorization: "key" }],
      ["zai/api/monitor/usage/quota/limit", { authorization: "token key" }],
      ["cursor/api/usage-summary", { Cookie: "WorkosCursorSessionToken=user_1%3A%3Ajwt" }],
      ["cursor/api/usage-summary", { Cookie: "WorkosCursorSessionToken=user_1::jwt" }],
      ["cursor/api/usage-summary", { Cookie: "WorkosCursorSessionToken=%E0::jwt" }],
      ["cursor/api/usage-summary", {}],
      ["zai/elsewhere", { Authorization: "key" }],
      ["nobody/usage", { Authorization: "key" }],
    ];
    const statuses = await Promise.all(
      asked.map(async ([path, headers]) => {
        const request = new Request(`http://vendor.test/${path}`, { headers });
        return (await vendor.fetch(request)).status;
      }),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 401, 401, 404, 404]);
  });

  it("cannot have a reset that is no moment", () => {
    const { vendor } = open();
    expect(() => vendor.set("claude", "t", { weekly_resets_at: "soon" })).toThrow(RangeError);
  });
});

describe("windows", () => {
  const windowsOf = async (vendor: Vendor) => {
    const { five_hour, seven_day } = (await bodyOf(vendor, "claude")) as Record<
      "five_hour" | "seven_day",
      { utilization: number; resets_at: string }
    >;
    return [five_hour, seven_day].map(({ utilization, resets_at }) => [
      utilization,
      new Date(resets_at).toISOString(),
    ]);
  };

  it.each([
    ["a millisecond before", HOUR * 1000 - 1, 25, "2026-07-18T13:00:00.000Z"],
    ["at", HOUR * 1000, 0, "2026-07-18T18:00:00.000Z"],
    ["a window after", 6 * HOUR * 1000, 0, "2026-07-18T23:00:00.000Z"],
  ])("begin anew %s their reset", async (_, passed, used, resets_at) => {
    const { vendor, clock } = open();
    vendor.set("claude", "t", state);
    clock.now += passed;
    expect(await windowsOf(vendor)).toEqual([
      [used, resets_at],
      [40, "2026-07-20T12:00:00.000Z"],
    ]);
  });

  it("of a month begin anew on the same day, or the last there is", async () => {
    const { vendor, clock } = open();
    vendor.set("cursor", "t", { monthly_pct: 80, monthly_resets_at: "2026-08-31T00:00:00.000Z" });
    clock.now = Date.parse("2026-09-29T00:00:00.000Z");
    expect(await bodyOf(vendor, "cursor")).toMatchObject({
      billingCycleStart: "2026-08-31T00:00:00.000Z",
      billingCycleEnd: "2026-09-30T00:00:00.000Z",
      individualUsage: { plan: { totalPercentUsed: 0 } },
    });
  });

  it("last a day with Gemini", async () => {
    const { vendor, clock } = open();
    vendor.set("gemini", "t", { model_weekly: { a: 100 }, session_resets_at: HOUR });
    clock.now += HOUR * 1000;
    expect(await bodyOf(vendor, "gemini")).toMatchObject({
      buckets: [{ modelId: "a", remainingFraction: 1, resetTime: "2026-07-19T13:00:00Z" }],
    });
  });

  it("seem spent in the first answer after a reset, if that is the fault", async () => {
    const { vendor, clock } = open();
    vendor.set("claude", "t", state);
    vendor.fault("t", { kind: "bogus_100" });
    const used = async () => (await windowsOf(vendor)).map(([used]) => used);
    expect(await used()).toEqual([25, 40]);
    clock.now += HOUR * 1000;
    expect(await used()).toEqual([100, 40]);
    expect(await used()).toEqual([0, 40]);
    clock.now += 5 * HOUR * 1000;
    expect(await used()).toEqual([100, 40]);
    expect(await used()).toEqual([0, 40]);
  });

  it("move within a minute, if that is the fault, and never back into the past", async () => {
    const { vendor } = open();
    vendor.set("claude", "t", state);
    vendor.fault("t", { kind: "moving_resets" });
    const offsets: number[] = [];
    for (let asked = 0; asked < 8; asked++) {
      const resets_at = String((await windowsOf(vendor))[0]?.[1]);
      offsets.push(Date.parse(resets_at) - (NOW + HOUR * 1000));
    }
    expect(new Set(offsets).size).toBe(offsets.length);
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...offsets)).toBeLessThan(60_000);
  });
});

describe("faults", () => {
  const ask = async (provider: ProviderId, fault: VendorFault) => {
    const { vendor } = open();
    vendor.set(provider, "t", state);
    vendor.fault("t", fault);
    const response = await vendor.fetch(requestOf(provider, "t"));
    expect(response.headers.get("date")).toBe("Sat, 18 Jul 2026 12:00:00 GMT");
    return { response, text: await response.text() };
  };

  const inOwnWay: Partial<Record<ProviderId, { unauthorized: [number, unknown]; 429: number }>> = {
    claude: { unauthorized: [401, { error: { type: "authentication_error" } }], 429: 429 },
    kiro: { unauthorized: [401, { __type: expect.stringMatching(/#\w+$/) }], 429: 400 },
    copilot: { unauthorized: [401, {}], 429: 403 },
    gemini: { unauthorized: [401, { error: { status: "UNAUTHENTICATED" } }], 429: 429 },
    zai: { unauthorized: [200, { code: 1001, success: false }], 429: 429 },
    minimax: { unauthorized: [200, { base_resp: { status_code: 1004 } }], 429: 429 },
    moonshot: { unauthorized: [401, { code: 401, status: false }], 429: 429 },
  };

  it.each(ProviderId.options)("are told as %s tells them", async (provider) => {
    const { unauthorized, 429: throttled } = inOwnWay[provider] ?? {
      unauthorized: [401, {}],
      429: 429,
    };
    const refused = await ask(provider, { kind: "401" });
    expect(refused.response.status).toBe(unauthorized[0]);
    expect(JSON.parse(refused.text)).toMatchObject(unauthorized[1] as object);

    const { vendor } = open();
    vendor.set(provider, "known", state);
    const unknown = await vendor.fetch(requestOf(provider, "t"));
    expect(unknown.status).toBe(unauthorized[0]);
    expect(await unknown.text()).toBe(refused.text);

    const wait = await ask(provider, { kind: "429", retry_after: 90 });
    expect(wait.response.status).toBe(throttled);
    expect(wait.response.headers.get("retry-after")).toBe("90");

    const broken = await ask(provider, { kind: "500" });
    expect(broken.response.status).toBe(500);

    const blocked = await ask(provider, { kind: "html_403" });
    expect(blocked.response.status).toBe(403);
    expect(blocked.response.headers.get("content-type")).toBe("text/html");
    expect(blocked.text).toMatch(/^<!doctype html>/);

    const cut = await ask(provider, { kind: "truncated" });
    expect(cut.response.status).toBe(200);
    expect(() => JSON.parse(cut.text) as unknown).toThrow(SyntaxError);
    expect(cut.text).toMatch(/^\{"/);

    const bare = await ask(provider, { kind: "no_limits" });
    expect(bare.response.status).toBe(200);
    expect(JSON.parse(bare.text)).toBeTypeOf("object");

    const more = await ask(provider, { kind: "drift" });
    expect(more.text.match(/"unheard_of"/g)?.length).toBeGreaterThan(0);
  });

  it.each<[VendorFault, string | null]>([
    [{ kind: "429" }, null],
    [{ kind: "429", retry_after: 0 }, "0"],
    [
      { kind: "429", retry_after: "Sat, 18 Jul 2026 12:10:00 GMT" },
      "Sat, 18 Jul 2026 12:10:00 GMT",
    ],
    [{ kind: "429", retry_after: "later" }, "later"],
  ])("ask for patience as they are told: %j", async (fault, header) => {
    const { response } = await ask("claude", fault);
    expect(response.headers.get("retry-after")).toBe(header);
  });

  it.each([
    [90, NOW / 1000 + 90],
    ["Sat, 18 Jul 2026 12:10:00 GMT", NOW / 1000 + 600],
  ])("tell Copilot's end of the throttling: %s", async (retry_after, reset) => {
    const { response } = await ask("copilot", { kind: "429", retry_after });
    expect(response.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(response.headers.get("x-ratelimit-reset")).toBe(String(reset));
  });

  it("put a member more into each row, and take none", async () => {
    const { vendor } = open();
    vendor.set("zai", "t", state);
    const before = (await bodyOf(vendor, "zai")) as { data: { limits: object[] } };
    vendor.fault("t", { kind: "drift" });
    const after = (await bodyOf(vendor, "zai")) as { data: { limits: object[] } };
    expect(after).toMatchObject(before);
    expect(after.data.limits).toEqual(
      before.data.limits.map((row) => ({ ...row, unheard_of: "new" })),
    );
  });

  it("end when they are taken back, and strike one token only", async () => {
    const { vendor } = open();
    vendor.set("claude", "t", state);
    vendor.set("claude", "other", state);
    const statusOf = async (token: string) =>
      (await vendor.fetch(requestOf("claude", token))).status;
    vendor.fault("t", { kind: "500" });
    expect([await statusOf("t"), await statusOf("other")]).toEqual([500, 200]);
    vendor.fault("t", null);
    expect(await statusOf("t")).toBe(200);
  });

  it("let a request hang until it is aborted", async () => {
    const { vendor } = open();
    vendor.set("claude", "t", state);
    vendor.fault("t", { kind: "timeout" });
    const controller = new AbortController();
    const hanging = vendor.fetch(requestOf("claude", "t", undefined, controller.signal));
    expect(vendor.seen("claude").in_flight).toBe(1);
    controller.abort();
    await expect(hanging).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(vendor.seen("claude").in_flight).toBe(0);
    const late = vendor.fetch(requestOf("claude", "t", undefined, controller.signal));
    await expect(late).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("what was seen", () => {
  it("counts requests by provider and token, and the most at once", async () => {
    const waiting: (() => void)[] = [];
    const vendor = createVendor({
      now: () => NOW,
      wait: (ms) => {
        expect(ms).toBe(250);
        return new Promise((resolve) => waiting.push(resolve));
      },
    });
    for (const token of ["a", "b"]) vendor.set("kimi", token, { ...state, slow_ms: 250 });
    const ask = async (token: string) => vendor.fetch(requestOf("kimi", token));
    const first = [ask("a"), ask("b"), ask("a")];
    expect(vendor.seen("kimi")).toEqual({
      requests: 3,
      in_flight: 3,
      most_in_flight: 3,
      by_token: { a: 2, b: 1 },
    });
    for (const done of waiting.splice(0)) done();
    await Promise.all(first);
    const last = ask("stranger");
    expect(vendor.seen("kimi")).toMatchObject({ in_flight: 1, most_in_flight: 3 });
    await last;
    expect(vendor.seen("kimi")).toEqual({
      requests: 4,
      in_flight: 0,
      most_in_flight: 3,
      by_token: { a: 2, b: 1, stranger: 1 },
    });
    expect(vendor.seen("zai")).toEqual({
      requests: 0,
      in_flight: 0,
      most_in_flight: 0,
      by_token: {},
    });
  });

  it("is forgotten by a reset, with accounts and faults", async () => {
    const { vendor } = open();
    vendor.set("kimi", "t", state);
    vendor.fault("t", { kind: "500" });
    await vendor.fetch(requestOf("kimi", "t"));
    vendor.reset();
    expect(vendor.seen("kimi").requests).toBe(0);
    expect((await vendor.fetch(requestOf("kimi", "t"))).status).toBe(401);
  });
});
