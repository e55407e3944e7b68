import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { credentialOf } from "./credentialOf.ts";
import { openrouter } from "./openrouter.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { type Answers, linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept } from "./tokenConformance.ts";

readsItsPayloads(openrouter);
standsAnyAnswer(openrouter);

const NOW = Date.parse("2026-08-18T12:00:00.000Z");
const read = (data: unknown, now = NOW) => openrouter.read(answerWith({ data }), now);
const key = { limit: 10, limit_remaining: 4, limit_reset: "daily", usage: 80, usage_daily: 7 };

describe("the credits of OpenRouter", () => {
  it("are a balance, and lifetime totals no share of a quota", () => {
    expect(limitIn(readPayload(openrouter, "openrouter-credits-healthy"), "credits")).toMatchObject(
      {
        remaining: 74.75,
        used_pct: null,
      },
    );
  });

  it("below zero are spent until somebody pays: no reset is told", () => {
    expect(
      limitIn(readPayload(openrouter, "openrouter-credits-depleted"), "credits"),
    ).toMatchObject({ depleted: true, resets_at: null, reset_trust: "none" });
  });

  it("do not say that the vendor refuses all work, as free models may still answer", () => {
    expect(readPayload(openrouter, "openrouter-credits-depleted").vendor_verdict).toBeNull();
  });

  it("of exactly nothing are spent", () => {
    expect(limitIn(read({ total_credits: 5, total_usage: 5 }), "credits").depleted).toBe(true);
  });

  it.each([{ total_credits: 5 }, { total_usage: 5 }, { total_credits: "?", total_usage: 5 }])(
    "are not guessed from %o",
    (data) => {
      expect(read(data)).toMatchObject({ status: "partial", limits: [], dropped_rows: 1 });
    },
  );
});

describe("a key of OpenRouter", () => {
  it("has used what the cap lacks, not its lifetime usage", () => {
    const report = readPayload(openrouter, "openrouter-key-monthly-partly-used");
    expect(limitIn(report, "monthly:key").used).toBeCloseTo(45.457405);
  });

  it("has used by the remaining amount, also against the usage of its window", () => {
    const report = readPayload(openrouter, "openrouter-key-depleted");
    expect(limitIn(report, "monthly:key")).toMatchObject({ used: 505, depleted: true });
    expect(limitIn(read(key), "daily:key").used).toBe(6);
  });

  it("has used what its window says where no remaining amount is told", () => {
    const told = { ...key, limit_remaining: null };
    expect(limitIn(read(told), "daily:key")).toMatchObject({ used: 7, remaining: 3 });
    expect(limitIn(read({ ...told, limit_reset: null }), "key")).toMatchObject({
      used: null,
      used_pct: null,
      depleted: null,
    });
  });

  it("alone never shows the balance, so its coverage is partial", () => {
    expect(readPayload(openrouter, "openrouter-key-monthly-partly-used").coverage).toBe("partial");
  });

  it("without a cap is not unlimited: it blocks nothing, and the balance is not seen", () => {
    const report = readPayload(openrouter, "openrouter-key-no-limit");
    expect(report.coverage).toBe("partial");
    expect(limitIn(report, "key")).toMatchObject({ cap: "no_cap", gates: false });
  });

  it("has no rate limit: the deprecated member is left out", () => {
    const report = readPayload(openrouter, "openrouter-key-no-limit");
    expect(report.limits.map(({ unit }) => unit)).not.toContain("requests");
    expect(report.unknown_keys).toEqual([]);
  });

  it("keeps its label to itself", () => {
    const label = "sk-or-v1-abc...xyz";
    expect(JSON.stringify(payload("openrouter-key-no-limit"))).toContain(label);
    expect(JSON.stringify(readPayload(openrouter, "openrouter-key-no-limit"))).not.toContain(label);
  });

  it.each([
    ["daily", "2026-08-18T23:59:59.999Z", "2026-08-19T00:00:00.000Z"],
    ["daily", "2026-08-19T00:00:00.000Z", "2026-08-20T00:00:00.000Z"],
    ["weekly", "2026-08-16T23:59:59.999Z", "2026-08-17T00:00:00.000Z"],
    ["weekly", "2026-08-17T00:00:00.000Z", "2026-08-24T00:00:00.000Z"],
    ["monthly", "2026-08-31T23:59:59.999Z", "2026-09-01T00:00:00.000Z"],
    ["monthly", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ])("that is reset %s and asked at %s reopens at %s, as is inferred", (limit_reset, now, at) => {
    const [cap] = read({ ...key, limit_reset }, Date.parse(now)).limits;
    expect(cap).toMatchObject({
      id: `${limit_reset}:key`,
      resets_at: at,
      reset_trust: "inferred",
      window_kind: "calendar",
    });
  });

  it("reopens by the vendor's clock, not by ours", () => {
    const answer = answerWith(
      { data: key },
      { headers: { date: "Wed, 19 Aug 2026 00:00:01 GMT" } },
    );
    const report = openrouter.read(answer, Date.parse("2026-08-18T23:59:50.000Z"));
    expect(limitIn(report, "daily:key").resets_at).toBe("2026-08-20T00:00:00.000Z");
  });

  it("with a reset nobody knows has none", () => {
    expect(limitIn(read({ ...key, limit_reset: "yearly" }), "key").resets_at).toBeNull();
  });

  it("without a readable cap gives no numbers", () => {
    expect(read({ ...key, limit: "?" })).toMatchObject({ status: "partial", dropped_rows: 1 });
  });

  it("tells of members nobody knows", () => {
    expect(read({ ...key, novelty: 1 }).unknown_keys).toEqual(["data.novelty"]);
  });

  it.each([
    [401, "auth_required"],
    [500, "error"],
  ])("with the error %i in an answer of HTTP 200 is %s", (code, status) => {
    const body = { error: { code, message: "no" }, data: key };
    expect(openrouter.read(answerWith(body), NOW)).toMatchObject({ status, limits: [] });
  });
});

describe("a poll of OpenRouter", () => {
  const KEY = "https://openrouter.ai/api/v1/key";
  const CREDITS = "https://openrouter.ai/api/v1/credits";
  const keyAnswer = answerWith({ data: key });
  const creditsAnswer = answerWith({ data: { total_credits: 9, total_usage: 4 } });
  const poll = async (answers: Answers) => {
    const { ask, asked } = pretendVendor(answers);
    const report = await openrouter.fetch(credentialWith(), ask, () => NOW);
    expect(linesOf(asked)).toEqual([`GET ${KEY}`, `GET ${CREDITS}`]);
    expectTokenKept(openrouter, { asked, report });
    return report;
  };
  const gates = ["credits", "daily:key"];

  it("sees every gate by both questions", async () => {
    const report = await poll({ [KEY]: keyAnswer, [CREDITS]: creditsAnswer });
    expect(report).toMatchObject({ status: "ok", coverage: "full", error: null });
    expect(report.limits.filter((limit) => limit.gates).map(({ id }) => id)).toEqual(gates);
  });

  it.each([
    ["refuses", answerWith({ error: {} }, { status: 403 })],
    ["is out of order", answerWith(undefined, { status: 502 })],
    ["is not reached", new Error("timeout")],
  ])("shows the key's cap where the account %s", async (_, answer) => {
    const report = await poll({ [KEY]: keyAnswer, [CREDITS]: answer });
    expect(report).toMatchObject({ status: "ok", coverage: "partial", error: null });
    expect(report.limits[0]?.id).toBe("daily:key");
  });

  it("shows the balance where the key's cap is not seen", async () => {
    const report = await poll({ [KEY]: new Error("timeout"), [CREDITS]: creditsAnswer });
    expect(report).toMatchObject({ status: "ok", coverage: "partial" });
    expect(report.limits.map(({ id }) => id)).toEqual(["credits"]);
  });

  it("waits as long as either asks", async () => {
    const busy = answerWith({}, { status: 429, headers: { "retry-after": "90" } });
    const report = await poll({ [KEY]: keyAnswer, [CREDITS]: busy });
    expect(report).toMatchObject({ status: "ok", retry_after_seconds: 90 });
  });

  it("fails as the key fails", async () => {
    const refused = answerWith({}, { status: 401 });
    expect(await poll({ [KEY]: refused, [CREDITS]: refused })).toMatchObject({
      status: "auth_required",
      limits: [],
    });
    await expect(poll({ [KEY]: new Error("timeout"), [CREDITS]: refused })).rejects.toThrow(
      "timeout",
    );
  });
});

describe("a credential of OpenRouter", () => {
  it("is read from where OpenCode keeps it", () => {
    const content = { openrouter: { type: "api", key: "sk-or-v1-a" }, deepseek: { key: "sk-b" } };
    expect(openrouter.readCredential(content)).toEqual([credentialOf("sk-or-v1-a")]);
  });

  it.each([null, "text", {}, { openrouter: { type: "oauth", key: "a" } }, { openrouter: "a" }])(
    "is none in %o",
    (content) => expect(openrouter.readCredential(content)).toEqual([]),
  );
});
