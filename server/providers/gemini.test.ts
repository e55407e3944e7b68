import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { gemini } from "./gemini.ts";
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
import { VendorUnreachableError } from "./unreachable.ts";

readsItsPayloads(gemini);
standsAnyAnswer(gemini);

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const read = (body: unknown, more: Partial<VendorAnswer> = {}) =>
  gemini.read(answerWith(body, more), NOW);
const bucket = (more: object) => ({ modelId: "gemini-2.5-pro", remainingFraction: 0.6, ...more });
const PRO = "daily:model:gemini-2.5-pro";

describe("a usage answer of Gemini", () => {
  it.each([
    [1, 0, false],
    [0.6, 40, false],
    ["0.25", 75, false],
    [0, 100, true],
    [null, null, null],
    [undefined, null, null],
  ])("tells by %j the fraction that remains: %j %% used", (remainingFraction, pct, depleted) => {
    const limit = limitIn(read({ buckets: [bucket({ remainingFraction })] }), PRO);
    expect(limit).toMatchObject({ used_pct: pct, depleted });
  });

  it("names no plan", () => expect(readPayload(gemini, "gemini-healthy").plan).toBeNull());

  it("gives each model its own limit, and works while one of them does", () => {
    const report = readPayload(gemini, "gemini-healthy");
    expect(report.default_scopes).toEqual(["model:*"]);
    expect(report.limits.map(({ scope }) => scope)).toEqual([
      "model:gemini-2.5-pro",
      "model:gemini-2.5-flash",
      "model:gemini-2.5-flash-lite",
    ]);
  });

  it.each([
    [0.9, 0.4],
    [0.4, 0.9],
  ])("takes the emptiest of a model's buckets, %f and %f", (one, other) => {
    const buckets = [one, other].map((remainingFraction) => bucket({ remainingFraction }));
    expect(read({ buckets }).limits).toMatchObject([{ id: PRO, used_pct: 60 }]);
  });

  it("folds a twin into its model", () => {
    const { limits } = readPayload(gemini, "gemini-duplicate-lowest-wins");
    expect(limits.map(({ id }) => id)).toEqual(["daily:model:gemini-2.5-flash"]);
  });

  it("leaves out a model that is not offered", () => {
    const report = readPayload(gemini, "gemini-depleted-and-unavailable");
    expect(report.limits.map(({ scope }) => scope)).not.toContain("model:gemini-3-pro-preview");
    expect(report.dropped_rows).toBe(0);
    const empty = read({ buckets: [bucket({ remainingFraction: 0 })] });
    expect(limitIn(empty, PRO)).toMatchObject({ depleted: true, resets_at: null });
  });

  it("keeps an amount that remains without inventing a total", () => {
    const report = readPayload(gemini, "gemini-depleted-and-unavailable");
    expect(limitIn(report, "daily:model:gemini-2.5-flash")).toMatchObject({
      remaining: 30,
      max: null,
      used: null,
    });
  });

  it.each([
    ["no object", null],
    ["without a model", { remainingFraction: 0.5 }],
    ["without a number", bucket({ modelId: "other", remainingFraction: "half" })],
    ["above all there is", bucket({ modelId: "other", remainingFraction: 1.1 })],
    ["below nothing", bucket({ modelId: "other", remainingFraction: -0.1 })],
  ])("keeps the good bucket beside one that is %s, and counts it", (_, bad) => {
    expect(read({ buckets: [bad, bucket({})] })).toMatchObject({
      limits: [{ id: PRO, used_pct: 40 }],
      dropped_rows: 1,
    });
  });

  it("lists members that it does not know", () => {
    expect(read({ buckets: [bucket({ mood: 1 })], weather: 1 }).unknown_keys).toEqual([
      "weather",
      "buckets.mood",
    ]);
  });

  it.each([
    [{ currentTier: { id: "standard-tier" } }, { id: "standard-tier", label: "Standard" }],
    [
      { currentTier: { id: "free-tier" }, paidTier: { id: "g1-pro", name: "Google AI Pro" } },
      { id: "g1-pro", label: "Google AI Pro" },
    ],
    [{ currentTier: { id: "new-tier", name: "New" } }, { id: "new-tier", label: "New" }],
    [{}, null],
  ])("may be of the account alone: %j is the plan %j, and no limit", (body, plan) => {
    expect(read(body)).toMatchObject({ status: "partial", plan, coverage: "partial" });
  });
});

describe("a refusal of Gemini", () => {
  it("to a client that is served no more asks for no new sign-in", () => {
    expect(readPayload(gemini, "gemini-error-unsupported-client")).toMatchObject({
      status: "unsupported",
      error: { code: "unsupported_client", message: expect.stringContaining("Antigravity") },
    });
  });

  it.each([
    [401, { error: { status: "UNAUTHENTICATED" } }, "auth_required"],
    [403, { error: { status: "PERMISSION_DENIED", message: "No." } }, "auth_required"],
    [403, { error: { details: [{ reason: "UNSUPPORTED_CLIENT" }] } }, "unsupported"],
    [403, undefined, "blocked"],
    [429, { error: {} }, "rate_limited"],
    [503, {}, "error"],
  ])("by HTTP %i with %j is %s", (status, body, verdict) => {
    expect(read(body, { status })).toMatchObject({ status: verdict, limits: [] });
  });
});

describe("asking Gemini", () => {
  const load = "https://cloudcode-pa.googleapis.com/v1internal:loadCodeAssist";
  const quota = "https://cloudcode-pa.googleapis.com/v1internal:retrieveUserQuota";
  const healthy = answerWith(payload("gemini-healthy"));
  const standard = { currentTier: { id: "standard-tier" } };
  const ask = async (loaded: VendorAnswer | Error, extra: Record<string, string> = {}) => {
    const vendor = pretendVendor({ [load]: loaded, [quota]: healthy });
    const report = await gemini.fetch(credentialWith({ extra }), vendor.ask, () => NOW);
    expectTokenKept(gemini, { asked: vendor.asked, report });
    return { report, asked: vendor.asked };
  };

  it("learns the project and the plan first", async () => {
    const loaded = answerWith({ ...standard, cloudaicompanionProject: "project-1" });
    const { report, asked } = await ask(loaded);
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ["POST", load],
      ["POST", quota],
    ]);
    expect(asked[0]?.headers).toMatchObject({ Authorization: `Bearer ${TOKEN}` });
    expect(asked.map(({ body }) => JSON.parse(body ?? ""))).toEqual([
      { metadata: { ideType: "GEMINI_CLI", pluginType: "GEMINI" } },
      { project: "project-1" },
    ]);
    expect(report).toMatchObject({ status: "ok", plan: { label: "Standard" } });
    expect(JSON.stringify(report)).not.toContain("project-1");
  });

  it.each([
    ["an object", answerWith({ cloudaicompanionProject: { id: "project-1" } }), {}, "project-1"],
    ["the credential", answerWith(standard), { project: "project-2" }, "project-2"],
  ])("takes the project from %s", async (_, loaded, extra, project) => {
    const { asked } = await ask(loaded, extra);
    expect(JSON.parse(asked[1]?.body ?? "")).toEqual({ project });
  });

  it.each([
    ["names none", answerWith(standard)],
    ["refuses", answerWith({ error: {} }, { status: 403 })],
    ["gives a page", answerWith(undefined)],
    ["does not answer", new VendorUnreachableError("timeout", "No answer in time.")],
  ])("goes on without a project where the side request %s", async (_, loaded) => {
    const { report, asked } = await ask(loaded);
    expect(JSON.parse(asked[1]?.body ?? "")).toEqual({});
    expect(report.status).toBe("ok");
  });
});

describe("a login of Gemini CLI", () => {
  it("is read from its file, also when it has lapsed", () => {
    const claims = Buffer.from('{"email":"someone@example.invalid"}').toString("base64url");
    const content = {
      access_token: TOKEN,
      refresh_token: "1//x",
      id_token: `e30.${claims}.s`,
      expiry_date: 1_584_500_000_000,
    };
    expect(gemini.readCredential(content)).toEqual([
      credentialWith({
        identity: "someone@example.invalid",
        expires_at: "2020-03-18T02:53:20.000Z",
      }),
    ]);
  });

  it.each([
    ["a file without a token", { refresh_token: "1//x" }],
    ["nothing", null],
  ])("is not found in %s", (_, content) => expect(gemini.readCredential(content)).toEqual([]));
});
