import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { credentialOf } from "./credentialOf.ts";
import { deepseek } from "./deepseek.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept } from "./tokenConformance.ts";

readsItsPayloads(deepseek);
standsAnyAnswer(deepseek);

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const row = (currency: unknown, total_balance: unknown) => ({ currency, total_balance });
const read = (balance_infos: unknown, is_available?: unknown) =>
  deepseek.read(answerWith({ is_available, balance_infos }), NOW);
const gatesOf = (...args: Parameters<typeof read>) =>
  read(...args).limits.map(({ id, gates }) => [id, gates]);

describe("the balance of DeepSeek", () => {
  it("is written in decimals, a meter for each currency, never summed", () => {
    expect(limitIn(readPayload(deepseek, "deepseek-balance"), "balance:USD").remaining).toBe(50);
    const { limits } = read([row("USD", "50.00"), row("CNY", "7.5")]);
    expect(limits.map(({ id, remaining, currency }) => [id, remaining, currency])).toEqual([
      ["balance:USD", 50, "USD"],
      ["balance:CNY", 7.5, "CNY"],
    ]);
  });

  it("does not suffice where the vendor says so", () => {
    expect(readPayload(deepseek, "deepseek-balance-unavailable").vendor_verdict).toBe("blocked");
    expect(read([row("USD", "50.00")], false).vendor_verdict).toBe("blocked");
    expect(read([row("USD", "50.00")], "no").vendor_verdict).toBeNull();
  });

  it("is unknown where only the vendor's word is told, and the word stands", () => {
    const report = readPayload(deepseek, "deepseek-balance-empty-list");
    expect(report).toMatchObject({ status: "ok", vendor_verdict: "blocked" });
    expect(limitIn(report, "balance")).toMatchObject({ remaining: null, depleted: null });
    expect(read([])).toMatchObject({ status: "partial", limits: [] });
  });

  it.each<[string, Parameters<typeof read>, [string, boolean][]]>([
    [
      "one of two is empty",
      [[row("USD", "0"), row("CNY", "7")]],
      [
        ["balance:USD", false],
        ["balance:CNY", true],
      ],
    ],
    [
      "all are empty",
      [[row("USD", "0"), row("CNY", "-1")]],
      [
        ["balance:USD", true],
        ["balance:CNY", true],
      ],
    ],
    ["it is empty, and yet suffices", [[row("USD", "0")], true], [["balance:USD", false]]],
    ["it is empty and does not suffice", [[row("USD", "0")], false], [["balance:USD", true]]],
  ])("stands in the way only as it should: %s", (_, given, gates) => {
    expect(gatesOf(...given)).toEqual(gates);
  });

  it.each(["?", null, {}, row("USD", "?"), row("dollars", "1"), row(7, "1"), row("CNY", "1")])(
    "loses a row of %o alone",
    (bad) => {
      const report = read([bad, row("CNY", "7")].toReversed());
      expect(report.dropped_rows).toBe(1);
      expect(report.limits.map(({ id, remaining }) => [id, remaining])).toEqual([
        ["balance:CNY", 7],
      ]);
    },
  );

  it("tells of members nobody knows, once", () => {
    const rows = [
      { ...row("USD", "1"), gift: 1 },
      { ...row("CNY", "1"), gift: 1 },
    ];
    expect(read(rows).unknown_keys).toEqual(["balance_infos.gift"]);
  });
});

describe("a poll of DeepSeek", () => {
  it("asks once, with the key in its header only", async () => {
    const { ask, asked } = pretendVendor({
      "https://api.deepseek.com/": answerWith(payload("deepseek-balance")),
    });
    const report = await deepseek.fetch(credentialWith(), ask, () => NOW);
    expect(report.limits).toHaveLength(1);
    expect(linesOf(asked)).toEqual(["GET https://api.deepseek.com/user/balance"]);
    expectTokenKept(deepseek, { asked, report });
  });
});

describe("a credential of DeepSeek", () => {
  it("is read from where OpenCode keeps it", () => {
    expect(deepseek.readCredential({ deepseek: { type: "api", key: "sk-a" } })).toEqual([
      credentialOf("sk-a"),
    ]);
    expect(deepseek.readCredential({ openrouter: { key: "sk-a" } })).toEqual([]);
  });
});
