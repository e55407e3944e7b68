import { describe, expect, it } from "vitest";
import { antigravity } from "./antigravity.ts";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { type Answers, ELSEWHERE_404, linesOf, pretendVendor } from "./pretendVendor.ts";
import type { Credential } from "./provider.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";

readsItsPayloads(antigravity);
standsAnyAnswer(antigravity);

const NOW = Date.parse("2026-06-15T07:40:00Z");
const read = (body: unknown, more = {}) => antigravity.read(answerWith(body, more), NOW);
const withBuckets = (...buckets: unknown[]) => ({ groups: [{ displayName: "Group", buckets }] });

describe("Antigravity's summary", () => {
  it.each([
    ["in a wrapper, nested", "antigravity-summary-healthy", 9],
    ["bare, by case and value", "antigravity-one-group-depleted", 60],
  ])("tells the fraction left %s", (_, name, used_pct) => {
    expect(limitIn(readPayload(antigravity, name), "session:pool:gemini").used_pct).toBe(used_pct);
  });

  it("lets both windows gate their group, and any group do", () => {
    const report = readPayload(antigravity, "antigravity-summary-healthy");
    expect(report.default_scopes).toEqual(["pool:*"]);
    expect(report.limits.map(({ scope, gates }) => [scope, gates])).toEqual([
      ["pool:gemini", true],
      ["pool:gemini", true],
      ["pool:3p", true],
      ["pool:3p", true],
    ]);
  });

  it("resets when it says so, whatever its description told", () => {
    const report = readPayload(antigravity, "antigravity-summary-healthy");
    expect(limitIn(report, "session:pool:gemini").resets_at).toBe("2026-06-15T11:39:34.000Z");
  });

  it("may have a group spent for the week though its five hours are untouched", () => {
    const report = readPayload(antigravity, "antigravity-one-group-depleted");
    expect(limitIn(report, "weekly:pool:3p").depleted).toBe(true);
    expect(limitIn(report, "session:pool:3p").depleted).toBe(false);
    expect(limitIn(report, "weekly:pool:gemini").depleted).toBe(false);
  });

  it("has no reset of an untouched window: it moves along with the asking", () => {
    const report = readPayload(antigravity, "antigravity-one-group-depleted");
    expect(limitIn(report, "session:pool:3p")).toMatchObject({ used_pct: 0, resets_at: null });
  });

  it("means zero by a zero, and by nothing at all nothing", () => {
    const report = read(
      withBuckets({ bucketId: "a-5h", remainingFraction: 0 }, { bucketId: "b-5h" }),
    );
    expect(limitIn(report, "session:pool:a")).toMatchObject({ used_pct: 100, depleted: true });
    expect(limitIn(report, "session:pool:b")).toMatchObject({ used_pct: null, depleted: null });
  });

  it.each([-0.1, 1.1, 73, "most"])(
    "says nothing of use by the fraction %j",
    (remainingFraction) => {
      const report = read(withBuckets({ bucketId: "a-5h", remainingFraction }));
      expect(limitIn(report, "session:pool:a")).toMatchObject({ used_pct: null, cap: "unknown" });
    },
  );

  it("from the production host shows windows that no one opened", () => {
    const report = readPayload(antigravity, "antigravity-prod-host-sentinel");
    expect(report.limits.map(({ resets_at }) => resets_at)).toEqual([null, null]);
  });

  it("leaves out a bucket that is switched off", () => {
    const report = readPayload(antigravity, "antigravity-missing-fraction-disabled");
    expect(report.limits.map(({ id }) => id)).toEqual(["weekly:pool:gemini"]);
    expect(report.dropped_rows).toBe(0);
  });

  it("keeps a window of a length it does not know", () => {
    const report = read(withBuckets({ bucketId: "a-daily", remainingFraction: 0.5 }));
    expect(limitIn(report, "limit:pool:a-daily")).toMatchObject({
      window_seconds: null,
      used_pct: 50,
      label: "Group",
    });
  });

  it("counts rows that it cannot read and names members that it does not know", () => {
    const bucket = { bucketId: "a-5h", remainingFraction: 0.5, burst: 1 };
    const body = { ...withBuckets(bucket, null, {}), trace: "x" };
    body.groups.push(5 as never);
    expect(read(body)).toMatchObject({
      dropped_rows: 3,
      unknown_keys: ["trace", "groups.buckets.burst"],
    });
  });
});

describe("Antigravity's models", () => {
  it("have whichever window is the nearest to its end, of a length unknown", () => {
    const report = readPayload(antigravity, "antigravity-fetch-available-models");
    expect(report.limits.map(({ window_seconds }) => window_seconds)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("are named by their keys, one beside the other", () => {
    const models = {
      a: { quotaInfo: { remainingFraction: 0.5 } },
      b: null,
      c: { displayName: "C" },
    };
    const report = read({ models });
    expect(report.limits.map(({ id }) => id)).toEqual(["model:a"]);
    expect(report.dropped_rows).toBe(1);
  });

  it("are not mixed with groups in one report", () => {
    const { models } = payload("antigravity-fetch-available-models") as { models: unknown };
    const report = read({ models, ...withBuckets({ bucketId: "a-5h", remainingFraction: 1 }) });
    expect(report.limits.filter(({ scope }) => scope.startsWith("pool:"))).toEqual([]);
  });
});

describe("Antigravity's refusal of work", () => {
  it("benches that model only", () => {
    const report = readPayload(antigravity, "antigravity-inference-429");
    expect(report.limits.map(({ scope }) => scope)).toEqual(["model:claude-sonnet-4"]);
    expect(report.coverage).toBe("partial");
  });

  const refusal = (metadata: object) => ({
    error: {
      details: [
        { reason: "QUOTA_EXHAUSTED", metadata: { model: "m", ...metadata } },
        { retryDelay: "60.5s" },
      ],
    },
  });
  it.each([
    [
      "the instant before the delays",
      { quotaResetTimeStamp: "2026-06-15T12:04:11Z", quotaResetDelay: "1h" },
      "2026-06-15T12:04:11.000Z",
    ],
    [
      "the quota's delay before the other",
      { quotaResetDelay: "1h1m1.5s" },
      "2026-06-15T08:41:01.500Z",
    ],
    ["the delay that there is", {}, "2026-06-15T07:41:00.500Z"],
  ])("ends by %s", (_, metadata, resets_at) => {
    const report = read(refusal(metadata), { status: 429 });
    expect(limitIn(report, "model:m").resets_at).toBe(resets_at);
  });

  it("that names no model is the usage endpoint's", () => {
    expect(read({ error: { details: [] } }, { status: 429 }).status).toBe("rate_limited");
  });
});

const DAILY = "https://daily-cloudcode-pa.googleapis.com/v1internal";
const SANDBOX = "https://daily-cloudcode-pa.sandbox.googleapis.com/v1internal";
const PRODUCTION = "https://cloudcode-pa.googleapis.com/v1internal";
const SUMMARY = "retrieveUserQuotaSummary";

async function fetched(answers: Answers, extra: Credential["extra"] = { project: "project" }) {
  const { ask, asked } = pretendVendor({ ...ELSEWHERE_404, ...answers });
  const report = await antigravity.fetch(credentialWith({ extra }), ask, () => NOW);
  expectTokenKept(antigravity, { asked, report });
  return { report, asked };
}

describe("asking Antigravity", () => {
  const healthy = { body: payload("antigravity-summary-healthy") };

  it("asks the daily host for the project, as its command line does", async () => {
    const { report, asked } = await fetched({ [DAILY]: healthy });
    expect(report.status).toBe("ok");
    expect(linesOf(asked)).toEqual([`POST ${DAILY}:${SUMMARY}`]);
    expect(asked[0]).toMatchObject({
      body: '{"project":"project"}',
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    expect(asked[0]?.headers["User-Agent"]).toMatch(/^antigravity\/cli\//);
  });

  it("learns the project and the plan where the credential does not say them", async () => {
    const { report, asked } = await fetched(
      {
        [`${DAILY}:loadCodeAssist`]: {
          body: {
            cloudaicompanionProject: "found",
            currentTier: { id: "free-tier" },
            paidTier: { id: "g1-pro-tier", name: "Google AI Pro" },
          },
        },
        [`${DAILY}:${SUMMARY}`]: healthy,
      },
      {},
    );
    expect(asked.at(-1)?.body).toBe('{"project":"found"}');
    expect(report.plan).toEqual({ id: "g1-pro-tier", label: "Google AI Pro" });
  });

  it("asks without a project where it cannot learn one", async () => {
    const { report, asked } = await fetched(
      { [`${DAILY}:loadCodeAssist`]: "unreachable", [`${DAILY}:${SUMMARY}`]: healthy },
      {},
    );
    expect(asked.at(-1)?.body).toBe("{}");
    expect(report.status).toBe("ok");
  });

  it("goes on from host to host, each of them its own", async () => {
    const { report, asked } = await fetched({
      [DAILY]: { status: 403, body: {} },
      [SANDBOX]: "unreachable",
      [PRODUCTION]: healthy,
    });
    expect(linesOf(asked)).toEqual([
      `POST ${DAILY}:${SUMMARY}`,
      `POST ${SANDBOX}:${SUMMARY}`,
      `POST ${DAILY}:fetchAvailableModels`,
      `POST ${PRODUCTION}:${SUMMARY}`,
    ]);
    expect(limitIn(report, "session:pool:gemini").used_pct).toBe(9);
  });

  it("takes models by themselves where no group is known", async () => {
    const { report } = await fetched({
      [`${DAILY}:fetchAvailableModels`]: { body: payload("antigravity-fetch-available-models") },
    });
    expect(report.default_scopes).toEqual(["model:*"]);
  });

  it("does not believe the production host that nothing was used", async () => {
    const { report } = await fetched({
      [DAILY]: { status: 500 },
      [PRODUCTION]: { body: payload("antigravity-prod-host-sentinel") },
    });
    expect(report).toMatchObject({ status: "error", limits: [], error: { code: "http_500" } });
  });

  it.each([
    ["the token is dead", { status: 401, body: {} }, "auth_required"],
    ["it is asked to wait", { status: 429, headers: { "retry-after": "90" } }, "rate_limited"],
  ])("does not go on asking where %s", async (_, answer, status) => {
    const { report, asked } = await fetched({ [DAILY]: answer });
    expect(report.status).toBe(status);
    expect(asked).toHaveLength(1);
  });

  it("says what is unknown where no host knows better", async () => {
    const { report } = await fetched({
      [DAILY]: { body: payload("antigravity-missing-fraction-disabled") },
    });
    expect(report).toMatchObject({ status: "ok", limits: [{ used_pct: null }] });
  });
});

describe("Antigravity's files", () => {
  it("have a token that lapses, also once it has", () => {
    const token = {
      access_token: TOKEN,
      refresh_token: "1//other",
      expiry: "2026-06-15T09:00:00.123456+02:00",
    };
    const expected = credentialWith({ expires_at: "2026-06-15T07:00:00.123Z" });
    expect(antigravity.readCredential({ token })).toEqual([expected]);
    expect(antigravity.readCredential(token)).toEqual([expected]);
  });

  it.each([null, {}, [], "token", { token: {} }, { token: { refresh_token: "1//other" } }])(
    "may hold no login: %j",
    (content) => expect(antigravity.readCredential(content)).toEqual([]),
  );

  it("are named apart", () => {
    const ids = antigravity.places.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
