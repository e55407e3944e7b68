import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { credentialOf } from "./credentialOf.ts";
import { opencodeGo } from "./opencodeGo.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept } from "./tokenConformance.ts";

readsItsPayloads(opencodeGo);
standsAnyAnswer(opencodeGo);

const NOW = Date.parse("2026-08-12T00:13:20.000Z");
const row = { status: "ok", percent: 40, resetsAt: "2026-08-12T05:00:00Z" };
const read = (usage: unknown) => opencodeGo.read(answerWith({ usage }), NOW);

describe("the usage of OpenCode Go", () => {
  it("is told in percent used", () => {
    const report = readPayload(opencodeGo, "opencode-go-healthy");
    expect(limitIn(report, "monthly").used_pct).toBe(35);
    expect(limitIn(read({ rolling: { ...row, percent: 100 } }), "session").depleted).toBe(true);
  });

  it("has no reset while nothing of the rolling window is used: what it names is a placeholder", () => {
    expect(limitIn(read({ rolling: { ...row, percent: 0 } }), "session")).toMatchObject({
      used_pct: 0,
      resets_at: null,
      reset_trust: "none",
    });
    expect(limitIn(read({ weekly: { ...row, percent: 0 } }), "weekly").resets_at).not.toBeNull();
  });

  it("is spent where the vendor says so, whatever the number", () => {
    const told = read({ weekly: { ...row, status: "rate-limited", percent: 80 } });
    expect(limitIn(told, "weekly")).toMatchObject({ used_pct: 80, depleted: true });
  });

  it.each(["?", 7, [], {}, { ...row, percent: "?" }])(
    "loses a window of %o alone, and no longer sees every gate",
    (rolling) => {
      const report = read({ rolling, weekly: row });
      expect(report).toMatchObject({ status: "ok", dropped_rows: 1, coverage: "partial" });
      expect(report.limits.map(({ id }) => id)).toEqual(["weekly"]);
    },
  );

  it("misses nothing in a window that is not told", () => {
    expect(read({ rolling: null, weekly: row })).toMatchObject({
      dropped_rows: 0,
      coverage: "full",
    });
  });

  it("tells of members nobody knows", () => {
    const { unknown_keys } = read({ weekly: { ...row, extra: 1 }, yearly: row });
    expect(unknown_keys).toEqual(["usage.yearly", "usage.weekly.extra"]);
  });

  it("is not there for a key without a Go plan", () => {
    const body = { error: { type: "EntitlementError", message: "no" } };
    expect(opencodeGo.read(answerWith(body, { status: 403 }), NOW).status).toBe("unsupported");
    const other = { error: { type: "AuthError" } };
    expect(opencodeGo.read(answerWith(other, { status: 403 }), NOW).status).toBe("auth_required");
  });
});

describe("a poll of OpenCode Go", () => {
  it("asks once, with the key in its header only", async () => {
    const { ask, asked } = pretendVendor({
      "https://opencode.ai/": answerWith(payload("opencode-go-healthy")),
    });
    const report = await opencodeGo.fetch(credentialWith(), ask, () => NOW);
    expect(report.limits).toHaveLength(3);
    expect(linesOf(asked)).toEqual(["GET https://opencode.ai/zen/go/v1/usage"]);
    expectTokenKept(opencodeGo, { asked, report });
  });
});

describe("a credential of OpenCode Go", () => {
  it.each([
    [{ "opencode-go": { type: "api", key: "go" }, opencode: { type: "api", key: "zen" } }, "go"],
    [{ opencode: { type: "api", key: "zen" } }, "zen"],
    [{ "opencode-go": { key: " " }, opencode: { key: "zen" } }, "zen"],
  ])("of %o is %s", (content, key) => {
    expect(opencodeGo.readCredential(content)).toEqual([credentialOf(key)]);
  });

  it.each([null, [], {}, { anthropic: { type: "oauth", access: "a" } }])(
    "is none in %o",
    (content) => expect(opencodeGo.readCredential(content)).toEqual([]),
  );
});
