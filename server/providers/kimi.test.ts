import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { kimi } from "./kimi.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";

readsItsPayloads(kimi);
standsAnyAnswer(kimi);

const NOW = Date.parse("2026-01-06T10:00:00Z");
const read = (body: unknown, headers = {}) => kimi.read(answerWith(body, { headers }), NOW);
const weekly = (usage: unknown, headers = {}) => limitIn(read({ usage }, headers), "weekly");

describe("Kimi's answer", () => {
  it("tells numbers as texts and instants to the nanosecond", () => {
    expect(limitIn(readPayload(kimi, "kimi-healthy"), "session")).toMatchObject({
      used: 139,
      max: 200,
      resets_at: "2026-01-06T13:33:02.717Z",
    });
  });

  it("has the week at the top and five hours among its limits", () => {
    const { limits } = readPayload(kimi, "kimi-healthy");
    expect(limits.map(({ id, window_seconds, gates }) => [id, window_seconds, gates])).toEqual([
      ["session", 18_000, true],
      ["weekly", 604_800, true],
    ]);
  });

  it("leaves out a zero: nothing remaining where all is used", () => {
    const report = readPayload(kimi, "kimi-session-depleted-remaining-omitted");
    expect(limitIn(report, "session")).toMatchObject({ remaining: 0, depleted: true });
  });

  it("leaves out a zero: nothing used where all remains, and then its reset is none", () => {
    const report = readPayload(kimi, "kimi-weekly-exhausted");
    expect(limitIn(report, "session")).toMatchObject({ used: 0, used_pct: 0, resets_at: null });
  });

  it("is full in its short window and still spent for the week", () => {
    const report = readPayload(kimi, "kimi-weekly-exhausted");
    expect(limitIn(report, "weekly")).toMatchObject({ depleted: true, gates: true });
  });

  it("does not mean a quota by how many may run at once", () => {
    const report = readPayload(kimi, "kimi-weekly-exhausted");
    expect(report.limits).toHaveLength(2);
    expect(report.unknown_keys).toEqual([]);
  });

  it("rounds up what is used, so what remains is believed", () => {
    expect(weekly({ limit: "10", used: "4", remaining: "7" })).toMatchObject({
      used: 3,
      remaining: 7,
    });
  });

  it("with neither used nor remaining says nothing of use", () => {
    expect(weekly({ limit: "10" })).toMatchObject({ used: null, used_pct: null, depleted: null });
  });

  it.each(["resetTime", "resetAt", "reset_at", "reset_time"])("spells its reset %s", (name) => {
    const usage = { limit: 10, used: 1, [name]: "2026-01-09T15:23:13Z" };
    expect(weekly(usage).resets_at).toBe("2026-01-09T15:23:13.000Z");
  });

  it.each(["resetIn", "ttl"])("counts %s from its own clock", (name) => {
    const headers = { date: "Tue, 06 Jan 2026 09:59:00 GMT" };
    expect(weekly({ limit: 10, used: 1, [name]: 60 }, headers).resets_at).toBe(
      "2026-01-06T10:00:00.000Z",
    );
  });

  it("in an unknown unit has a window of unknown length", () => {
    const report = readPayload(kimi, "kimi-unknown-unit-and-numbers");
    expect(limitIn(report, "limit:0")).toMatchObject({ window_seconds: null, used: 1 });
  });

  it("from the web page tells fractions used", () => {
    const report = readPayload(kimi, "kimi-subscription-stats");
    expect(limitIn(report, "session").used_pct).toBeCloseTo(46.89, 6);
  });

  it("from the web page may show a spent subscription that stops nothing", () => {
    const report = readPayload(kimi, "kimi-subscription-stats");
    expect(report.coverage).toBe("partial");
    expect(limitIn(report, "monthly:subscription")).toMatchObject({ depleted: true, gates: false });
  });

  it.each(["kimi-healthy", "kimi-subscription-stats"])("gives away no ids: %s", (name) => {
    expect(JSON.stringify(readPayload(kimi, name))).not.toMatch(/"(?:u1|b1|g1)"/);
  });

  it("counts rows that it cannot read and names members that it does not know", () => {
    const row = { window: {}, detail: { limit: 1, used: 1, burst: 1 }, note: "" };
    expect(read({ limits: [row, 5, {}], trace: "x" })).toMatchObject({
      dropped_rows: 2,
      unknown_keys: ["trace", "limits.note", "limits.detail.burst"],
    });
  });
});

describe("asking Kimi", () => {
  const answers = { "https://api.kimi.com/": { body: payload("kimi-healthy") } };

  it("asks with a key", async () => {
    const { ask, asked } = pretendVendor(answers);
    const report = await kimi.fetch(credentialWith(), ask, () => NOW);
    expect(report.status).toBe("ok");
    expect(linesOf(asked)).toEqual(["GET https://api.kimi.com/coding/v1/usages"]);
    expect(asked[0]?.headers).toEqual({
      Authorization: `Bearer ${TOKEN}`,
      Accept: "application/json",
    });
    expectTokenKept(kimi, { asked, report });
  });

  it("names the command line for its own token", async () => {
    const { ask, asked } = pretendVendor(answers);
    const [login] = kimi.readCredential({ access_token: TOKEN, device_id: "device" });
    if (!login) throw new Error("There is no login.");
    const report = await kimi.fetch(login, ask, () => NOW);
    expectTokenKept(kimi, { asked, report });
    expect(asked[0]?.headers).toMatchObject({
      "X-Msh-Platform": "kimi_code_cli",
      "X-Msh-Device-Id": "device",
    });
  });
});

describe("Kimi's file", () => {
  it("has a token that lapses, in seconds, also once it has", () => {
    const content = { access_token: TOKEN, refresh_token: "other", expires_at: 1_767_000_000 };
    expect(kimi.readCredential(content)).toEqual([
      credentialWith({
        expires_at: "2025-12-29T09:20:00.000Z",
        extra: { platform: "kimi_code_cli" },
      }),
    ]);
  });

  it.each([null, {}, [], "token", { access_token: "" }, { refresh_token: "other" }])(
    "may hold no login: %j",
    (content) => expect(kimi.readCredential(content)).toEqual([]),
  );
});
