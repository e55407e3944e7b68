import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { cursor } from "./cursor.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { type Answers, ELSEWHERE_404, linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept } from "./tokenConformance.ts";

readsItsPayloads(cursor);
standsAnyAnswer(cursor);

const NOW = Date.parse("2026-06-20T00:00:00Z");
const read = (body: unknown) => cursor.read(answerWith(body), NOW);
const idsOf = (name: string) => readPayload(cursor, name).limits.map(({ id }) => id);

describe("Cursor's summary", () => {
  it("means 0.44 % by 0.44", () => {
    expect(limitIn(readPayload(cursor, "cursor-pro-healthy"), "billing:plan").used_pct).toBe(0.441);
  });

  it("is believed by its percent, not by its cents", () => {
    expect(limitIn(readPayload(cursor, "cursor-pro-healthy"), "billing:plan")).toMatchObject({
      unit: "percent",
      used: null,
      max: null,
    });
  });

  it("has no spending on demand where that is off, rather than one without end", () => {
    expect(idsOf("cursor-pro-healthy")).toEqual(["billing:plan", "billing:auto", "billing:api"]);
  });

  it("tells cents, shown as dollars", () => {
    const report = readPayload(cursor, "cursor-basic-on-demand");
    expect(limitIn(report, "on_demand")).toMatchObject({ used: 5, max: 100, currency: "USD" });
  });

  it("has a team's meter beside the personal one, never in it", () => {
    const report = readPayload(cursor, "cursor-basic-on-demand");
    expect(limitIn(report, "team_on_demand")).toMatchObject({ scope: "workspace", used: 20 });
    expect(limitIn(report, "on_demand").used).toBe(5);
  });

  it("has no personal cap where on demand is on without a limit", () => {
    const report = readPayload(cursor, "cursor-team-plan-depleted");
    expect(limitIn(report, "on_demand")).toMatchObject({ cap: "no_cap", depleted: false });
    expect(limitIn(report, "team_on_demand").used_pct).toBeCloseTo(65.556, 2);
  });

  it("may be spent in its plan while it serves on demand", () => {
    const report = readPayload(cursor, "cursor-team-plan-depleted");
    expect(limitIn(report, "billing:plan").depleted).toBe(true);
    expect(limitIn(report, "on_demand").enabled).toBe(true);
  });

  it("without a plan has a personal cap and a pool, and both gate", () => {
    const report = readPayload(cursor, "cursor-enterprise-overall-pooled");
    expect(idsOf("cursor-enterprise-overall-pooled")).not.toContain("billing:plan");
    expect(limitIn(report, "billing:overall").gates).toBe(true);
    expect(limitIn(report, "billing:pooled").gates).toBe(true);
  });

  it("with a plan has them for information", () => {
    const block = { enabled: true, used: 100, limit: 100 };
    const individualUsage = { plan: { totalPercentUsed: 1 }, overall: block };
    const report = read({ individualUsage, teamUsage: { pooled: block } });
    expect(report.limits.map(({ id, gates }) => [id, gates])).toEqual([
      ["billing:plan", true],
      ["billing:overall", false],
      ["billing:pooled", false],
    ]);
  });

  it("lets nothing gate an account without limits, and keeps its percent", () => {
    const report = readPayload(cursor, "cursor-unlimited-enterprise");
    expect(report.vendor_verdict).toBe("allowed");
    expect(limitIn(report, "billing:plan")).toMatchObject({
      gates: false,
      cap: "unlimited",
      used_pct: 50,
    });
  });

  it("without the month's end has no reset", () => {
    const report = readPayload(cursor, "cursor-unlimited-enterprise");
    expect(limitIn(report, "billing:plan").resets_at).toBeNull();
  });

  it.each([
    [
      "the whole before its parts",
      { totalPercentUsed: 10, autoPercentUsed: 1, apiPercentUsed: 3 },
      10,
    ],
    ["the mean of both parts", { autoPercentUsed: 1, apiPercentUsed: 3, used: 9, limit: 10 }, 2],
    ["the money where a part is missing", { autoPercentUsed: 1, used: 9, limit: 10 }, 90],
    ["nothing where money has no limit", { used: 9, limit: 0 }, null],
  ])("takes %s", (_, plan, used_pct) => {
    expect(limitIn(read({ individualUsage: { plan } }), "billing:plan").used_pct).toBe(used_pct);
  });

  it("counts what it cannot read and names members that it does not know", () => {
    const plan = { totalPercentUsed: 1, burst: 1 };
    expect(
      read({ individualUsage: { plan, onDemand: 5, extra: {} }, teamUsage: [], trace: "x" }),
    ).toMatchObject({
      dropped_rows: 2,
      unknown_keys: ["trace", "individualUsage.extra", "individualUsage.plan.burst"],
    });
  });
});

describe("Cursor's other endpoints", () => {
  it("write bounds and money as texts", () => {
    const report = readPayload(cursor, "cursor-api2-current-period");
    expect(limitIn(report, "billing:plan").resets_at).toBe("2026-04-18T00:00:00.000Z");
  });

  it("are believed by their percent where the money is nearly spent", () => {
    const report = readPayload(cursor, "cursor-api2-current-period");
    expect(limitIn(report, "billing:plan").used_pct).toBe(24.2);
  });

  it("mean no limit by the largest number of 32 bits", () => {
    const report = readPayload(cursor, "cursor-api2-current-period");
    expect(limitIn(report, "on_demand")).toMatchObject({ cap: "no_cap", max: null });
  });

  it("may leave out a zero, which is then unknown", () => {
    const report = read({
      planUsage: { limit: "40000" },
      spendLimitUsage: { individualLimit: "5" },
    });
    expect(limitIn(report, "billing:plan")).toMatchObject({ used_pct: null, depleted: null });
    expect(limitIn(report, "on_demand")).toMatchObject({ used: null, depleted: null });
  });

  it("call every request gpt-4", () => {
    const report = readPayload(cursor, "cursor-legacy-requests");
    expect(limitIn(report, "billing:requests")).toMatchObject({ used: 347, max: 500 });
  });

  it.each([
    ["2026-05-23T10:27:04.000Z", "2026-06-23T10:27:04.000Z"],
    ["2026-12-31T10:00:00.000Z", "2027-01-31T10:00:00.000Z"],
    ["2026-01-31T10:00:00.000Z", "2026-02-28T10:00:00.000Z"],
    ["2028-01-30T10:00:00.000Z", "2028-02-29T10:00:00.000Z"],
  ])("count requests from %s for a month", (startOfMonth, resets_at) => {
    const report = read({ "gpt-4": { numRequests: 1, maxRequestUsage: 2 }, startOfMonth });
    expect(limitIn(report, "billing:requests")).toMatchObject({
      resets_at,
      reset_trust: "inferred",
    });
  });

  it.each([null, 0, undefined])("count no requests where the maximum is %s", (maxRequestUsage) => {
    const report = read({ "gpt-4": { numRequests: 1, maxRequestUsage } });
    expect(report).toMatchObject({ status: "partial", limits: [] });
  });

  it("have a side pool whose own word wins over its percent", () => {
    const report = readPayload(cursor, "cursor-sand-usage");
    expect(limitIn(report, "weekly:feature:grok_bot")).toMatchObject({
      used_pct: 100,
      depleted: false,
    });
    const spent = read({ usagePercent: 50, hasAvailableUsage: false });
    expect(limitIn(spent, "weekly:feature:grok_bot").depleted).toBe(true);
  });

  it("have no side pool where nothing is included", () => {
    const body = { usagePercent: 0, hasAvailableUsage: true, hasNonZeroIncludedLimit: false };
    expect(read(body).limits).toEqual([]);
  });

  it("have a side pool that never gates the account", () => {
    const report = readPayload(cursor, "cursor-sand-usage");
    expect(limitIn(report, "weekly:feature:grok_bot").gates).toBe(false);
    expect(report.coverage).toBe("partial");
  });
});

const jwtOf = (claims: object) =>
  ["e30", btoa(JSON.stringify(claims)).replaceAll("=", ""), "secret"].join(".");
const JWT = jwtOf({ sub: "auth0|user_01", exp: 1_781_000_000 });

/** The token is of the shape that `jwtOf` gives, or its cookie. */
async function fetched(answers: Answers, token = JWT) {
  const { ask, asked } = pretendVendor({ ...ELSEWHERE_404, ...answers });
  const plan = { id: "pro", label: "Pro" };
  const given = credentialWith({ token, identity: "person@example.com", plan });
  const report = await cursor.fetch(given, ask, () => NOW);
  const jwt = token.replace(/^user_01(?:::|%3A%3A)/, "");
  expectTokenKept(cursor, {
    asked,
    report,
    token: jwt,
    ways: [`Cookie: WorkosCursorSessionToken=user_01%3A%3A${jwt}`, `Authorization: Bearer ${jwt}`],
  });
  expect(JSON.stringify([report, linesOf(asked), asked.map(({ body }) => body)])).not.toContain(
    "person@",
  );
  return { report, asked };
}

const SUMMARY = "https://cursor.com/api/usage-summary";
const REQUESTS = "https://cursor.com/api/usage?user=user_01";
const SAND = "https://cursor.com/api/dashboard/get-sand-usage-status";
const PERIOD = "https://api2.cursor.sh/aiserver.v1.DashboardService/GetCurrentPeriodUsage";

describe("asking Cursor", () => {
  const healthy = { body: payload("cursor-pro-healthy") };

  it.each([
    ["the app's token", JWT],
    ["the page's cookie", `user_01%3A%3A${JWT}`],
    ["the cookie in plain", `user_01::${JWT}`],
  ])("asks the web page by %s, and its side pool", async (_, token) => {
    const { report, asked } = await fetched(
      { [SUMMARY]: healthy, [SAND]: { body: payload("cursor-sand-usage") } },
      token,
    );
    expect(linesOf(asked)).toEqual([`GET ${SUMMARY}`, `GET ${REQUESTS}`, `POST ${SAND}`]);
    for (const { headers } of asked) {
      expect(headers["Cookie"]).toBe(`WorkosCursorSessionToken=user_01%3A%3A${JWT}`);
      expect(headers["Authorization"]).toBeUndefined();
    }
    expect(asked[2]?.headers["Origin"]).toBe("https://cursor.com");
    expect(report).toMatchObject({ status: "ok", coverage: "full" });
    expect(report.limits.map(({ id }) => id)).toContain("weekly:feature:grok_bot");
  });

  it.each([
    ["cannot be reached", "unreachable"],
    ["ask to wait", { status: 429 }],
    ["are no JSON", { body: undefined }],
    ["are of another shape", { body: { "gpt-4": 5 } }],
  ] as const)("stands where side requests %s", async (_, answer) => {
    const { report } = await fetched({ [SUMMARY]: healthy, [REQUESTS]: answer, [SAND]: answer });
    expect(report).toMatchObject({ status: "ok", error: null });
    expect(report.limits).toEqual(cursor.read(answerWith(healthy.body), NOW).limits);
  });

  it("lets counted requests be the plan, to the month's end of the summary", async () => {
    const { report } = await fetched({
      [SUMMARY]: healthy,
      [REQUESTS]: { body: payload("cursor-legacy-requests") },
    });
    expect(limitIn(report, "billing:plan").gates).toBe(false);
    expect(limitIn(report, "billing:requests")).toMatchObject({
      gates: true,
      resets_at: "2026-04-18T00:00:00.000Z",
      reset_trust: "authoritative",
    });
  });

  it("has requests alone where the summary holds no limit", async () => {
    const { report } = await fetched({
      [SUMMARY]: { body: { membershipType: "pro", individualUsage: {} } },
      [REQUESTS]: { body: payload("cursor-legacy-requests") },
    });
    expect(report).toMatchObject({ status: "ok", error: null });
    expect(limitIn(report, "billing:requests").reset_trust).toBe("inferred");
  });

  it.each([
    ["is refused", { status: 401, body: {} }],
    ["is answered by a page", { status: 403, body: undefined }],
    ["is not answered", "unreachable"],
  ] as const)("asks as the app where the cookie %s", async (_, answer) => {
    const { report, asked } = await fetched({
      [SUMMARY]: answer,
      [PERIOD]: { body: payload("cursor-api2-current-period") },
    });
    expect(linesOf(asked)).toEqual([`GET ${SUMMARY}`, `POST ${PERIOD}`]);
    expect(asked[1]).toMatchObject({
      body: "{}",
      headers: { Authorization: `Bearer ${JWT}`, "Connect-Protocol-Version": "1" },
    });
    expect(asked[1]?.headers["Cookie"]).toBeUndefined();
    expect(report).toMatchObject({ status: "ok", plan: { id: "pro", label: "Pro" } });
  });

  it.each(["token-secret", jwtOf({}), jwtOf({ sub: "auth0|../x" }), "a.%%%.secret"])(
    "asks as the app only, where the token names no user: %s",
    async (token) => {
      const { asked } = await fetched({}, token);
      expect(linesOf(asked)).toEqual([`POST ${PERIOD}`]);
    },
  );

  it("does not go on asking where it is asked to wait", async () => {
    const { report, asked } = await fetched({ [SUMMARY]: { status: 429 } });
    expect(report.status).toBe("rate_limited");
    expect(asked).toHaveLength(1);
  });

  it("says what the web page said where neither answers", async () => {
    const { report } = await fetched({ [SUMMARY]: { status: 401, body: {} } });
    expect(report.status).toBe("auth_required");
  });
});

describe("Cursor's table", () => {
  const values = {
    "cursorAuth/accessToken": JWT,
    "cursorAuth/cachedEmail": "person@example.com",
    "cursorAuth/stripeMembershipType": "free_trial",
  };

  it.each([
    ["as they are", values],
    [
      "with quotes",
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, `"${value}"`])),
    ],
  ])("has a login, also once it lapsed, its texts %s", (_, content) => {
    expect(cursor.readCredential(content)).toEqual([
      {
        token: JWT,
        account_id: "user_01",
        identity: "person@example.com",
        expires_at: "2026-06-09T10:13:20.000Z",
        plan: { id: "free_trial", label: "Free trial" },
        extra: {},
      },
    ]);
  });

  it.each([null, {}, [], { "cursorAuth/cachedEmail": "person@example.com" }])(
    "may hold no login: %j",
    (content) => expect(cursor.readCredential(content)).toEqual([]),
  );

  it.each([
    ["linux", "~/.config/Cursor/User/globalStorage/state.vscdb"],
    ["darwin", "~/Library/Application Support/Cursor/User/globalStorage/state.vscdb"],
    ["win32", "$APPDATA/Cursor/User/globalStorage/state.vscdb"],
  ])("lies on %s at %s", (platform, path) => {
    expect(cursor.places.filter((place) => place.platform === platform)).toMatchObject([
      { path, format: { kind: "sqlite", table: "ItemTable", keys: Object.keys(values) } },
    ]);
  });
});
