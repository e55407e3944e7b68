import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { credentialOf } from "./credentialOf.ts";
import { grok } from "./grok.ts";
import { isObject } from "./lenient.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept } from "./tokenConformance.ts";

readsItsPayloads(grok);
standsAnyAnswer(grok, {
  // A zero is left out of the answer, or leaves an empty object.
  silenceTells: (member, value) =>
    member === "onDemandUsed"
      ? isObject(value)
      : ["creditUsagePercent", "val"].includes(member) && value === undefined,
  toldWithoutNumbers: ["weekly"],
});

const NOW = Date.parse("2026-08-10T00:00:00.000Z");
const period = (type: string) => ({
  type: `USAGE_PERIOD_TYPE_${type}`,
  start: "2026-08-06T00:00:00Z",
  end: "2026-08-13T00:00:00Z",
});
const read = (config: unknown) => grok.read(answerWith({ config }), NOW);
const idsOf = (config: unknown) => read(config).limits.map(({ id }) => id);

describe("the allowance of Grok", () => {
  it("counts money in cents", () => {
    expect(limitIn(readPayload(grok, "grok-weekly-partly-used"), "on_demand")).toMatchObject({
      used: 2.5,
      max: 10,
    });
  });

  it("is untouched where its period is told without a share", () => {
    const weekly = limitIn(read({ currentPeriod: period("WEEKLY") }), "weekly");
    expect(weekly).toMatchObject({ used_pct: 0, depleted: false });
  });

  const onDemand = { onDemandCap: { val: 1000 }, onDemandUsed: { val: 250 } };
  it.each<[string, Record<string, unknown>]>([
    ["no period", { billingPeriodEnd: "2026-08-13T00:00:00Z" }],
    ["a period without an end", { currentPeriod: { type: "USAGE_PERIOD_TYPE_WEEKLY" } }],
    ["a period nobody knows", { currentPeriod: period("FORTNIGHTLY") }],
    ["a share of null", { creditUsagePercent: null, currentPeriod: period("WEEKLY") }],
    ["a share in words", { creditUsagePercent: "much", currentPeriod: period("WEEKLY") }],
  ])("is unknown with %s, so that not every gate is seen", (_, config) => {
    expect(idsOf({ ...config, ...onDemand })).toEqual(["on_demand"]);
    expect(read({ ...config, ...onDemand }).coverage).toBe("partial");
    expect(read(config)).toMatchObject({ status: "partial", limits: [] });
  });

  it.each([
    ["DAILY", "daily"],
    ["WEEKLY", "weekly"],
    ["MONTHLY", "monthly"],
    ["FORTNIGHTLY", "allowance"],
  ])("of a period %s is %s", (type, id) => {
    expect(idsOf({ creditUsagePercent: 4, currentPeriod: period(type) })).toEqual([id]);
  });

  it("ends with the billing period where its own end is not told", () => {
    const config = { creditUsagePercent: 100, billingPeriodEnd: "2026-08-13T00:00:00Z" };
    expect(limitIn(read(config), "allowance")).toMatchObject({
      depleted: true,
      resets_at: "2026-08-13T00:00:00.000Z",
      window_seconds: null,
    });
  });

  it.each([undefined, null, {}, { val: 0 }, { val: "?" }, 1000])(
    "has no on-demand spending with a cap of %o",
    (onDemandCap) => {
      expect(idsOf({ creditUsagePercent: 4, onDemandCap })).toEqual(["allowance"]);
    },
  );

  it.each([
    [{}, 0],
    [{ val: 1000 }, 10],
    [{ val: "?" }, null],
    [undefined, null],
  ])("has spent on demand what %o says: %s", (onDemandUsed, used) => {
    const config = { creditUsagePercent: 4, onDemandCap: { val: 1000 }, onDemandUsed };
    expect(limitIn(read(config), "on_demand")).toMatchObject({
      used,
      depleted: used === null ? null : used >= 10,
    });
  });

  it("tells of members nobody knows", () => {
    const config = {
      creditUsagePercent: 4,
      novelty: 1,
      currentPeriod: { ...period("WEEKLY"), x: 1 },
    };
    expect(read(config).unknown_keys).toEqual(["config.novelty", "config.currentPeriod.x"]);
  });
});

describe("a poll of Grok", () => {
  it("asks once, as the vendor's own tool does, with the token in its header only", async () => {
    const { ask, asked } = pretendVendor({
      "https://cli-chat-proxy.grok.com/": answerWith(payload("grok-weekly-partly-used")),
    });
    const report = await grok.fetch(credentialWith(), ask, () => NOW);
    expect(report.limits).toHaveLength(2);
    expect(linesOf(asked)).toEqual([
      "GET https://cli-chat-proxy.grok.com/v1/billing?format=credits",
    ]);
    expect(asked[0]?.headers).toMatchObject({ "x-xai-token-auth": "xai-grok-cli" });
    expectTokenKept(grok, { asked, report });
  });
});

describe("a credential of Grok", () => {
  const login = { key: "token", email: "a@example.com", expires_at: "2026-08-11T00:00:00Z" };
  const found = credentialOf("token", {
    identity: "a@example.com",
    expires_at: "2026-08-11T00:00:00.000Z",
  });

  it.each<[string, unknown]>([
    ["by issuer and account", { "https://auth.x.ai::client": login }],
    ["by issuer and kind", { "auth.x.ai": { oidc: login } }],
    ["alone", login],
    ["beside an API key", { api: { key: "xai-secret" }, "https://auth.x.ai::client": login }],
  ])("is found %s", (_, content) => {
    expect(grok.readCredential(content)).toEqual([found]);
  });

  it("is one for each account", () => {
    const content = { "x::1": login, "x::2": { key: "other" } };
    expect(grok.readCredential(content)).toEqual([found, credentialOf("other")]);
  });

  it.each([null, [], "key", {}, { api: { key: "xai-secret" } }, { x: { key: 7 } }])(
    "is none in %o",
    (content) => expect(grok.readCredential(content)).toEqual([]),
  );
});
