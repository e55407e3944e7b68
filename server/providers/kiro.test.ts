import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { kiro } from "./kiro.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { type Answers, pretendVendor } from "./pretendVendor.ts";
import type { Credential, VendorAnswer } from "./provider.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";
import { VendorUnreachableError } from "./unreachable.ts";

readsItsPayloads(kiro);
standsAnyAnswer(kiro);

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const read = (body: unknown, more: Partial<VendorAnswer> = {}) =>
  kiro.read(answerWith(body, more), NOW);
const credit = { resourceType: "CREDIT", currentUsage: 25, usageLimit: 100 };
const usage = (row: object, more = {}) => ({
  usageBreakdownList: [{ ...credit, ...row }],
  ...more,
});

describe("a usage answer of Kiro", () => {
  it("counts overage in the usage: the plan is at 100 %, never at 136 %", () => {
    const report = readPayload(kiro, "kiro-plan-depleted-overage-in-use");
    expect(limitIn(report, "monthly:credits")).toMatchObject({ used: 10_000, used_pct: 100 });
  });

  it.each([
    ["whose cents do not subtract evenly", 1024.07, 24.07],
    ["whose usage leaves the overage out", 1000, 24.07],
  ])("is at 100 % with any overage, also one %s", (_, currentUsage, currentOverages) => {
    const row = { currentUsage, currentOverages, usageLimit: 1000 };
    const spent = { used: 1000, remaining: 0, used_pct: 100, depleted: true };
    expect(limitIn(read(usage(row)), "monthly:credits")).toMatchObject(spent);
  });

  it("is what it says without overage", () => {
    const row = { currentUsage: 999.99, currentOverages: 0, usageLimit: 1000 };
    expect(limitIn(read(usage(row)), "monthly:credits")).toMatchObject({ depleted: false });
  });

  it.each([
    ["seconds in E-notation", "kiro-plan-depleted-overage-in-use", "2026-09-01T00:00:00.000Z"],
    ["ISO 8601", "kiro-free-trial-and-bonuses", "2026-02-01T00:00:00.000Z"],
  ])("tells its reset as %s", (_, name, resets_at) => {
    expect(limitIn(readPayload(kiro, name), "monthly:credits").resets_at).toBe(resets_at);
  });

  it.each([0, 999_999_999, 4_100_000_001, "soon", null])("has no reset at %j", (nextDateReset) => {
    expect(limitIn(read(usage({ nextDateReset })), "monthly:credits")).toMatchObject({
      resets_at: null,
      reset_trust: "none",
    });
  });

  it("is more precise where it can be", () => {
    expect(limitIn(readPayload(kiro, "kiro-partly-used"), "monthly:credits").used).toBe(25.5);
    expect(limitIn(read(usage({})), "monthly:credits").used).toBe(25);
  });

  it("counts credits, whatever its unit says", () => {
    const report = readPayload(kiro, "kiro-plan-depleted-overage-in-use");
    expect(limitIn(report, "monthly:credits").unit).toBe("credits");
  });

  it("goes on by overage that is switched on and under its cap", () => {
    const report = readPayload(kiro, "kiro-plan-depleted-overage-in-use");
    expect(limitIn(report, "overage")).toMatchObject({
      enabled: true,
      depleted: false,
      gates: false,
      max: 10_000,
    });
  });

  it.each([
    ["ENABLED", { overageCap: 10, currentOverages: 4 }, { enabled: true, remaining: 6 }],
    ["PENDING", { overageCap: 10, currentOverages: 4 }, { enabled: null, remaining: 6 }],
    ["ENABLED", { currentOverages: 4 }, { cap: "unknown", max: null, depleted: null }],
    ["ENABLED", { overageCap: 10 }, { used: null, remaining: null, depleted: null }],
  ])("with overage %s and %j has the meter %j", (overageStatus, row, meter) => {
    const report = read(usage(row, { overageConfiguration: { overageStatus } }));
    expect(limitIn(report, "overage")).toMatchObject(meter);
  });

  it("has no overage meter where overage is off", () => {
    const { limits } = readPayload(kiro, "kiro-partly-used");
    expect(limits.map(({ id }) => id)).toEqual(["monthly:credits"]);
  });

  it("derives no reset from the days until it", () => {
    const report = read(usage({}, { daysUntilReset: 12 }));
    expect(limitIn(report, "monthly:credits").resets_at).toBeNull();
  });

  it("lets trial and bonuses expire, not reset", () => {
    const report = readPayload(kiro, "kiro-free-trial-and-bonuses");
    for (const id of ["trial", "bonus:BONUS_A", "bonus:BONUS_B"]) {
      expect(limitIn(report, id)).toMatchObject({
        resets_at: null,
        expires_at: expect.stringMatching(/^2026-/),
      });
    }
  });

  it("keeps plan, trial and bonuses apart", () => {
    const report = readPayload(kiro, "kiro-free-trial-and-bonuses");
    expect(report.limits.map(({ used, max }) => [used, max])).toEqual([
      [25, 50],
      [100, 500],
      [0, 100],
      [25, 50],
    ]);
  });

  it.each([
    ["has expired", { freeTrialStatus: "ACTIVE", freeTrialExpiry: "2026-07-18T23:30:00Z" }, 0],
    ["is over", { freeTrialStatus: "EXPIRED" }, 0],
    [
      "lasts a second more",
      { freeTrialStatus: "ACTIVE", freeTrialExpiry: "2026-07-18T23:30:01Z" },
      1,
    ],
    ["tells no status", {}, 1],
  ])("knows a trial that %s", (_, trial, count) => {
    const report = read(usage({ freeTrialInfo: { usageLimit: 500, currentUsage: 1, ...trial } }));
    expect(report.limits.filter(({ id }) => id === "trial")).toHaveLength(count);
  });

  it("picks none of two rows of credits", () => {
    const report = read({ usageBreakdownList: [credit, { ...credit, usageLimit: 7 }] });
    expect(report).toMatchObject({ status: "partial", limits: [], dropped_rows: 2 });
  });

  it.each([
    ["no row", 7],
    ["of another resource", { resourceType: "WISHES", currentUsage: 1, usageLimit: 2 }],
    ["without a number", { resourceType: "AGENTIC_REQUEST", currentUsage: "many" }],
  ])("keeps the good row beside one that is %s, and counts it", (_, bad) => {
    const report = read({ usageBreakdownList: [bad, credit] });
    expect(report.limits.map(({ id }) => id)).toEqual(["monthly:credits"]);
    expect(report.dropped_rows).toBe(1);
  });

  it("keeps the plan beside a bonus that cannot be read", () => {
    const report = read(usage({ bonuses: [null, { usageLimit: "?" }] }));
    expect(report.limits.map(({ id }) => id)).toEqual(["monthly:credits"]);
    expect(report.dropped_rows).toBe(2);
  });

  it("does not know what is used where the plan does not say", () => {
    const report = read({ usageBreakdownList: [{ resourceType: "CREDIT", usageLimit: 50 }] });
    expect(report.limits).toMatchObject([{ used: null, used_pct: null, depleted: null }]);
  });

  it("lists members that it does not know", () => {
    expect(read(usage({ mood: 1 }, { weather: 1 })).unknown_keys).toEqual([
      "weather",
      "usageBreakdownList.mood",
    ]);
  });
});

describe("a refusal of Kiro", () => {
  it("is told by its type, not by HTTP 400", () => {
    expect(readPayload(kiro, "kiro-error-throttling").status).toBe("rate_limited");
  });

  it("for asking too often says nothing of the account", () => {
    expect(readPayload(kiro, "kiro-error-throttling")).toMatchObject({
      limits: [],
      vendor_verdict: null,
    });
  });

  it.each([
    [400, { __type: "ThrottlingException" }, "rate_limited"],
    [429, {}, "rate_limited"],
    [400, { __type: "com.amazon#AccessDeniedException", message: "No." }, "unsupported"],
    [403, { __type: "AccessDeniedException", message: "The token is expired" }, "auth_required"],
    [400, { __type: "ExpiredTokenException" }, "auth_required"],
    [401, { message: "The bearer token included in the request is invalid." }, "auth_required"],
    [403, { message: "User is not authorized." }, "unsupported"],
    [403, undefined, "blocked"],
    [400, { __type: "ValidationException", message: "arn:aws:codewhisperer:1:2" }, "error"],
    [200, { __type: "com.amazon#InternalServerException" }, "error"],
    [500, {}, "error"],
  ])("by HTTP %i with %j is %s", (status, body, verdict) => {
    const report = read(body, { status });
    expect(report).toMatchObject({ status: verdict, limits: [] });
    expect(report.error?.message).not.toContain("arn:");
  });

  it("may be typed by a header alone", () => {
    const headers = { "x-amzn-errortype": "ThrottlingException:http://internal.amazon.com/" };
    expect(read({}, { status: 400, headers }).status).toBe("rate_limited");
  });
});

describe("asking Kiro", () => {
  const HOST = "https://codewhisperer.us-east-1.amazonaws.com";
  const healthy = answerWith(payload("kiro-partly-used"));
  const denied = answerWith({ __type: "AccessDeniedException" }, { status: 403 });
  const slow = answerWith(payload("kiro-error-throttling"), { status: 400 });
  const ask = async (credential: Partial<Credential>, answers: Answers) => {
    const vendor = pretendVendor(answers);
    const report = await kiro.fetch(credentialWith(credential), vendor.ask, () => NOW);
    return { report, asked: vendor.asked };
  };
  const addresses = (asked: readonly { method: string; url: string }[]) =>
    asked.map(({ method, url }) => `${method} ${url.replace(/\?.*/, "")}`);

  it("is one request for the profile, and does not ask for the e-mail address", async () => {
    const profile_arn = "arn:aws:codewhisperer:us-east-1:1:profile/P";
    const { report, asked } = await ask({ extra: { profile_arn } }, { [HOST]: healthy });
    expect(asked).toMatchObject([
      {
        method: "POST",
        url: `${HOST}/`,
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          "Content-Type": "application/x-amz-json-1.0",
          "X-Amz-Target": "AmazonCodeWhispererService.GetUsageLimits",
        },
      },
    ]);
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      profileArn: profile_arn,
      origin: "AI_EDITOR",
      resourceType: "AGENTIC_REQUEST",
    });
    expect(report.status).toBe("ok");
    expectTokenKept(kiro, { asked, report });
  });

  it("tries the addresses in turn until one tells", async () => {
    const { report, asked } = await ask(
      {},
      {
        [`${HOST}/`]: denied,
        "https://q.us-east-1.": new VendorUnreachableError("network", "No way there."),
        "https://management.us-east-1.": healthy,
      },
    );
    expect(addresses(asked)).toEqual([
      `POST ${HOST}/`,
      `GET ${HOST}/getUsageLimits`,
      "GET https://q.us-east-1.amazonaws.com/getUsageLimits",
      "GET https://management.us-east-1.kiro.dev/Get-Usage-Limits",
    ]);
    expect(asked[1]?.url).toContain("isEmailRequired=false");
    expect(report.status).toBe("ok");
    expectTokenKept(kiro, { asked, report });
  });

  it("stops where it is asked to wait", async () => {
    const { report, asked } = await ask({}, { [HOST]: slow });
    expect(asked).toHaveLength(1);
    expect(report.status).toBe("rate_limited");
  });

  it.each([
    ["us-east-1", "us-east-1", 4],
    ["us-west-2", "us-east-1", 4],
    ["eu-central-1", "eu-central-1", 2],
    ["eu-north-1", "eu-central-1", 2],
    ["ap-southeast-1", "eu-central-1", 2],
  ])("serves %s in %s", async (region, served, count) => {
    const { asked } = await ask({ extra: { region } }, { "https://": denied });
    expect(asked).toHaveLength(count);
    for (const { url } of asked) expect(new URL(url).host).toContain(served);
  });

  it.each(["us-gov-west-1", "cn-north-1"])(
    "sends no token out of the partition of %s",
    async (region) => {
      const { report, asked } = await ask({ extra: { region } }, {});
      expect(asked).toEqual([]);
      expect(report.status).toBe("unsupported");
    },
  );

  it("takes the region of the profile before that of the sign-in", async () => {
    const extra = { region: "us-east-1", profile_arn: "arn:aws:codewhisperer:eu-central-1:1:p/P" };
    const { asked } = await ask({ extra }, { "https://q.eu-central-1.": healthy });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toContain("profileArn=arn%3Aaws%3Acodewhisperer%3Aeu-central-1");
  });

  it("with an API key is one request that says so", async () => {
    const { asked } = await ask({ token: "ksk_x" }, { "https://management.": healthy });
    expect(asked).toMatchObject([{ headers: { tokentype: "API_KEY" } }]);
  });

  it.each([
    ["2026-07-18T23:30:00.000Z", "auth_required"],
    ["2026-07-18T23:30:00.001Z", "unsupported"],
    [null, "unsupported"],
  ])("in vain with a token until %j is %s", async (expires_at, status) => {
    const { report } = await ask({ expires_at }, { "https://": denied });
    expect(report.status).toBe(status);
  });

  it("fails where nobody answers at all", async () => {
    const unreachable = new VendorUnreachableError("timeout", "No answer in time.");
    await expect(ask({}, { "https://": unreachable })).rejects.toBe(unreachable);
  });
});

describe("a login of Kiro", () => {
  it("is read from the IDE's file, also when it has lapsed", () => {
    const content = {
      accessToken: TOKEN,
      refreshToken: "x",
      expiresAt: "2020-07-19T01:00:00.000Z",
      profileArn: "arn:aws:codewhisperer:us-east-1:1:profile/P",
      region: "us-east-1",
      authMethod: "social",
    };
    expect(kiro.readCredential(content)).toEqual([
      credentialWith({
        expires_at: "2020-07-19T01:00:00.000Z",
        extra: { profile_arn: content.profileArn, region: "us-east-1" },
      }),
    ]);
  });

  it("is read from the CLI's table: of several the one last renewed", () => {
    const login = (access_token: string, expires_at: string) =>
      JSON.stringify({ access_token, expires_at, refresh_token: "x", region: "eu-central-1" });
    const content = {
      "codewhisperer:odic:token": login("old", "2025-01-01T00:00:00.123456789Z"),
      "kirocli:odic:token": login(TOKEN, "2026-07-19T01:00:00.123456789Z"),
      "kirocli:social:token": "not JSON",
    };
    expect(kiro.readCredential(content)).toEqual([
      credentialWith({
        expires_at: "2026-07-19T01:00:00.123Z",
        extra: { region: "eu-central-1" },
      }),
    ]);
    expect(kiro.readCredential({ "kirocli:social:token": { access_token: TOKEN } })).toEqual([
      credentialWith(),
    ]);
  });

  it.each([
    ["a client registration", { clientId: "x", clientSecret: "y" }],
    ["an empty table", {}],
    ["nothing", null],
  ])("is not found in %s", (_, content) => expect(kiro.readCredential(content)).toEqual([]));
});
