import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";
import { zai } from "./zai.ts";

readsItsPayloads(zai);
standsAnyAnswer(zai);

const NOW = Date.parse("2026-08-04T03:00:00Z");
const read = (body: unknown) => zai.read(answerWith(body), NOW);
const withRows = (...limits: unknown[]) => ({ code: 200, success: true, data: { limits } });

describe("z.ai's answer", () => {
  it("calls the limit usage and what is used currentValue", () => {
    expect(limitIn(readPayload(zai, "zai-pro-healthy"), "monthly:mcp_tools")).toMatchObject({
      used: 224,
      max: 1000,
    });
  });

  it("tells the percent used, not left", () => {
    expect(limitIn(readPayload(zai, "zai-weekly-depleted"), "weekly")).toMatchObject({
      used_pct: 100,
      depleted: true,
    });
  });

  it("has a month of tools where it says one of unit 5, and that never gates", () => {
    expect(limitIn(readPayload(zai, "zai-pro-healthy"), "monthly:mcp_tools")).toMatchObject({
      window_kind: "calendar",
      window_seconds: null,
      gates: false,
    });
  });

  it("means one week by seven of unit 6", () => {
    const report = readPayload(zai, "zai-new-plan-weekly-number7");
    expect(limitIn(report, "weekly").window_seconds).toBe(604_800);
  });

  it.each([
    ["planName", { planName: "Pro" }, "Pro"],
    ["level", { level: "pro" }, "pro"],
  ])("names the plan as %s", (_, data, id) => {
    expect(read({ ...withRows(), data: { ...data, limits: [] } }).plan).toEqual({
      id,
      label: "Pro",
    });
  });

  it("is wrong about what remains, so that is computed", () => {
    const report = readPayload(zai, "zai-credit-limit-remaining-contradiction");
    expect(limitIn(report, "session").remaining).toBe(767);
    expect(limitIn(report, "weekly").remaining).toBe(2790);
  });

  it("keeps to the percent where counts tell another story", () => {
    const row = { type: "CREDIT_LIMIT", unit: 3, number: 5, percentage: 23 };
    expect(
      limitIn(read(withRows({ ...row, usage: 1000, currentValue: 767 })), "session"),
    ).toMatchObject({ unit: "percent", used: null, max: null, used_pct: 23 });
  });

  it.each([
    [3, 5, "session", 18_000],
    [5, 300, "session", 18_000],
    [6, 1, "weekly", 604_800],
    [1, 7, "weekly", 604_800],
    [1, 1, "window:86400", 86_400],
    [9, 2, "limit:0", null],
    [undefined, undefined, "limit:0", null],
  ])("has windows of unit %s, number %s", (unit, number, id, window_seconds) => {
    const report = read(withRows({ type: "TOKENS_LIMIT", unit, number, percentage: 1 }));
    expect(limitIn(report, id).window_seconds).toBe(window_seconds);
  });

  it("has each window once: the tightest that it tells", () => {
    const row = { type: "TOKENS_LIMIT", unit: 3, number: 5 };
    const report = read(withRows({ ...row, percentage: 1 }, { ...row, percentage: 2 }));
    expect(report).toMatchObject({ limits: [{ id: "session", used_pct: 2 }], dropped_rows: 0 });
  });

  it("lets both windows gate, each to its own reset", () => {
    const report = readPayload(zai, "zai-weekly-depleted");
    expect(report.limits.map(({ gates, resets_at }) => [gates, resets_at])).toEqual([
      [true, "2026-08-04T04:00:00.000Z"],
      [true, "2026-08-09T16:00:00.000Z"],
    ]);
  });

  it("has no reset before the first use, and no week on old plans", () => {
    const report = readPayload(zai, "zai-untouched-no-reset");
    expect(limitIn(report, "session")).toMatchObject({ used_pct: 0, resets_at: null });
    expect(report.limits.map(({ id }) => id)).not.toContain("weekly");
  });

  it("may tell a reset in seconds by mistake", () => {
    const row = { type: "TOKENS_LIMIT", unit: 3, number: 5, percentage: 1 };
    expect(
      limitIn(read(withRows({ ...row, nextResetTime: 1_785_816_000 })), "session").resets_at,
    ).toBe("2026-08-04T04:00:00.000Z");
  });

  it.each([
    [{ code: 1001, msg: "key 123-secret", success: false }, "auth_required"],
    [{ code: "1002", success: false }, "auth_required"],
    [{ code: 1302 }, "rate_limited"],
    [{ code: 500, success: true, data: { limits: [] } }, "error"],
    [{ success: false }, "error"],
  ])("refuses with HTTP 200: %j", (body, status) => {
    const report = read(body);
    expect(report).toMatchObject({ status, limits: [] });
    expect(JSON.stringify(report)).not.toContain("123-secret");
  });

  it("without data asks for the team, and is not unlimited", () => {
    const report = readPayload(zai, "zai-team-empty");
    expect(report.limits).toEqual([]);
    expect(report.error?.message).toContain("organisation and project");
  });

  it("counts rows that it cannot read and names members that it does not know", () => {
    const row = { type: "TOKENS_LIMIT", unit: 3, number: 5, percentage: 1, burst: 2 };
    const body = { ...withRows(row, null, { type: "NEW_LIMIT" }), trace: "x" };
    expect(read(body)).toMatchObject({
      dropped_rows: 2,
      unknown_keys: ["trace", "data.limits.burst"],
    });
  });
});

const PATH = "/api/monitor/usage/quota/limit";

describe("asking z.ai", () => {
  const healthy = { body: payload("zai-pro-healthy") };
  const refused = { body: payload("zai-error-http-200") };

  it.each([
    ["api.z.ai for a global key", {}, `https://api.z.ai${PATH}`],
    ["bigmodel.cn for a Chinese key", { region: "cn" }, `https://open.bigmodel.cn${PATH}`],
  ])("asks %s, and no other host", async (_, extra, url) => {
    const { ask, asked } = pretendVendor({ [url]: refused });
    await zai.fetch(credentialWith({ extra }), ask, () => NOW);
    expect(linesOf(asked)).toEqual([`GET ${url}`, `GET ${url}`]);
  });

  it("gives the key bare where it is not accepted as a bearer", async () => {
    const { ask, asked } = pretendVendor({ "https://api.z.ai": refused });
    const report = await zai.fetch(credentialWith(), ask, () => NOW);
    const bearer = `Bearer ${TOKEN}`;
    expect(asked.map(({ headers }) => headers["Authorization"])).toEqual([bearer, TOKEN]);
    expect(report.status).toBe("auth_required");
    const ways = [`Authorization: ${bearer}`, `Authorization: ${TOKEN}`];
    expectTokenKept(zai, { asked, report, ways });
  });

  it("asks once where the key is accepted", async () => {
    const { ask, asked } = pretendVendor({ "https://api.z.ai": healthy });
    expect(await zai.fetch(credentialWith(), ask, () => NOW)).toMatchObject({ status: "ok" });
    expect(asked).toHaveLength(1);
  });

  it("names a team", async () => {
    const { ask, asked } = pretendVendor({ "https://api.z.ai": healthy });
    await zai.fetch(
      credentialWith({ extra: { organization: "org", project: "proj" } }),
      ask,
      () => NOW,
    );
    expect(asked[0]).toMatchObject({
      url: `https://api.z.ai${PATH}?type=2`,
      headers: { "Bigmodel-Organization": "org", "Bigmodel-Project": "proj" },
    });
  });

  it("says that it could not be reached", async () => {
    const { ask } = pretendVendor({ "https://api.z.ai": "unreachable" });
    await expect(zai.fetch(credentialWith(), ask, () => NOW)).rejects.toMatchObject({
      code: "timeout",
    });
  });
});

describe("z.ai's key file", () => {
  it("has a key, and may say its region and team", () => {
    expect(zai.readCredential({ api_key: TOKEN, region: "cn", organization: "org" })).toEqual([
      credentialWith({ extra: { region: "cn", organization: "org" } }),
    ]);
  });

  it.each([{}, null, "key", [], { api_key: "" }, { api_key: 5 }])(
    "may hold none: %j",
    (content) => {
      expect(zai.readCredential(content)).toEqual([]);
    },
  );

  it("is the only source without a region in its name", () => {
    expect(zai.variables).toEqual(["Z_AI_API_KEY", "ZAI_API_KEY", "GLM_API_KEY"]);
    expect(zai.places.map(({ path }) => path)).toEqual(["~/.config/zai/key.json"]);
  });
});
