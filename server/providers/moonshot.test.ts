import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { credentialOf } from "./credentialOf.ts";
import { moonshot } from "./moonshot.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept } from "./tokenConformance.ts";

readsItsPayloads(moonshot);
standsAnyAnswer(moonshot);

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const read = (body: unknown) => moonshot.read(answerWith(body), NOW);
const data = { available_balance: 3, voucher_balance: 3, cash_balance: 0 };

describe("the balance of Moonshot", () => {
  it("is what is available: cash below zero alone is not spent", () => {
    expect(limitIn(readPayload(moonshot, "moonshot-balance"), "balance")).toMatchObject({
      remaining: 49.58,
      depleted: false,
    });
  });

  it.each([
    [0.01, false],
    [0, true],
    [-0.01, true],
  ])("of %f is spent: %s, without a reset", (available_balance, depleted) => {
    expect(
      limitIn(read({ code: 0, data: { ...data, available_balance } }), "balance"),
    ).toMatchObject({ depleted, resets_at: null });
  });

  it("is not read from the zeros of an error", () => {
    expect(readPayload(moonshot, "moonshot-error-401")).toMatchObject({
      status: "auth_required",
      limits: [],
    });
  });

  it.each<[string, unknown, string]>([
    ["the code 401", { code: 401, data }, "auth_required"],
    ["the code 429", { code: 429, data }, "rate_limited"],
    ["another code", { code: 5, data }, "error"],
    ["a code nobody knows", { code: "?", data }, "error"],
    ["a false status", { code: 0, status: false, data }, "error"],
    ["the word unauthorized", { status: false, scode: "unauthorized", data }, "auth_required"],
    ["an error beside it", { error: { message: "no" }, data }, "error"],
    ["no code", { data }, "ok"],
    ["a code in words", { code: "0", status: true, data }, "ok"],
  ])("with %s is %s", (_, body, status) => {
    expect(read(body).status).toBe(status);
  });

  it("is unknown, not nothing, where it cannot be read", () => {
    expect(read({ code: 0, data: { ...data, available_balance: "?" } })).toMatchObject({
      status: "partial",
      limits: [],
      dropped_rows: 1,
    });
  });

  it("tells of members nobody knows", () => {
    expect(read({ code: 0, data: { ...data, gift: 1 }, more: 1 }).unknown_keys).toEqual([
      "more",
      "data.gift",
    ]);
  });
});

describe("a poll of Moonshot", () => {
  it.each([
    ["abroad", {}, "https://api.moonshot.ai", "USD"],
    ["in China", { region: "cn" }, "https://api.moonshot.cn", "CNY"],
  ])("%s stays in the key's region, and has its currency", async (_, extra, origin, currency) => {
    const { ask, asked } = pretendVendor({
      [`${origin}/`]: answerWith(payload("moonshot-balance")),
    });
    const report = await moonshot.fetch(credentialWith({ extra }), ask, () => NOW);
    expect(linesOf(asked)).toEqual([`GET ${origin}/v1/users/me/balance`]);
    expect(limitIn(report, "balance").currency).toBe(currency);
    expectTokenKept(moonshot, { asked, report });
  });

  it("does not try a refused key in the other region", async () => {
    const { ask, asked } = pretendVendor({ "https://": answerWith({}, { status: 401 }) });
    const report = await moonshot.fetch(credentialWith(), ask, () => NOW);
    expect(report.status).toBe("auth_required");
    expect(asked).toHaveLength(1);
  });
});

describe("a credential of Moonshot", () => {
  it("bears its region", () => {
    const content = { moonshotai: { key: "sk-a" }, "moonshotai-cn": { key: "sk-b" } };
    expect(moonshot.readCredential(content)).toEqual([
      credentialOf("sk-a"),
      credentialOf("sk-b", { extra: { region: "cn" } }),
    ]);
  });

  it.each([null, 7, {}, { moonshotai: { key: 7 } }])("is none in %o", (content) =>
    expect(moonshot.readCredential(content)).toEqual([]),
  );
});
