import { describe, expect, it } from "vitest";
import { standsAnyAnswer } from "./anyAnswerConformance.ts";
import { minimax } from "./minimax.ts";
import {
  answerWith,
  limitIn,
  payload,
  readPayload,
  readsItsPayloads,
} from "./payloadsConformance.ts";
import { ELSEWHERE_404, linesOf, pretendVendor } from "./pretendVendor.ts";
import { credentialWith, expectTokenKept, TOKEN } from "./tokenConformance.ts";

readsItsPayloads(minimax);
standsAnyAnswer(minimax, {
  // Without the status that says "not metered", all that remains is that of a window not yet used.
  silenceTells: (member) => /^current_(?:interval|weekly)_status$/.test(member),
});

const NOW = Date.parse("2026-06-01T02:52:20Z");
const read = (body: unknown) => minimax.read(answerWith(body), NOW);
const withRows = (...model_remains: unknown[]) => ({
  base_resp: { status_code: 0 },
  model_remains,
});
const general = {
  model_name: "general",
  start_time: 1_780_279_200_000,
  end_time: 1_780_297_200_000,
  current_interval_remaining_percent: 75,
};

describe("MiniMax's answer", () => {
  it("tells the percent that remains, also as a text, and counts nothing by 0 of 0", () => {
    const report = readPayload(minimax, "minimax-token-plan-healthy");
    expect(limitIn(report, "session")).toMatchObject({ used_pct: 4, used: null, max: null });
  });

  it("has points beside the plan that are no measure of it", () => {
    const report = readPayload(minimax, "minimax-token-plan-healthy");
    expect(limitIn(report, "points")).toMatchObject({ remaining: 14_000, max: null, gates: false });
    expect(limitIn(report, "session").max).toBeNull();
  });

  it.each([
    ["minimax-token-plan-healthy", 18_000, "Session (5 h)"],
    ["minimax-boosted-weekly-partly-used", 14_400, "Session (4 h)"],
    ["minimax-missing-reset", null, "Session"],
  ])("tells how long a window is: %s", (name, window_seconds, label) => {
    expect(limitIn(readPayload(minimax, name), "session")).toMatchObject({ window_seconds, label });
  });

  it("has no weekly limit where the plan's week is not metered, and no video where that is not", () => {
    const report = readPayload(minimax, "minimax-boosted-unlimited-weekly");
    expect(limitIn(report, "weekly")).toMatchObject({ cap: "unlimited", depleted: false });
    expect(report.limits.map(({ id }) => id)).toEqual(["session", "weekly"]);
    expect(report.dropped_rows).toBe(0);
  });

  it("is not unlimited by status alone", () => {
    const row = { ...general, current_weekly_status: 3, current_weekly_remaining_percent: 40 };
    expect(limitIn(read(withRows(row)), "weekly")).toMatchObject({ cap: "limited", used_pct: 60 });
  });

  it("has a boost in the percent already, in either spelling", () => {
    const boosted = readPayload(minimax, "minimax-boosted-unlimited-weekly");
    const other = readPayload(minimax, "minimax-boosted-weekly-partly-used");
    expect(limitIn(boosted, "session").used_pct).toBe(1);
    expect(limitIn(other, "weekly").used_pct).toBe(30);
    expect([...boosted.unknown_keys, ...other.unknown_keys]).toEqual([]);
  });

  it("resets at the end of the window, whatever remains_time says", () => {
    const report = readPayload(minimax, "minimax-boosted-unlimited-weekly");
    expect(limitIn(report, "session").resets_at).toBe("2026-06-02T02:00:00.000Z");
  });

  it("has a real reset also while nothing is used", () => {
    const report = readPayload(minimax, "minimax-boosted-weekly-partly-used");
    expect(limitIn(report, "session")).toMatchObject({
      used_pct: 0,
      resets_at: "2026-06-21T16:00:00.000Z",
    });
  });

  it("calls usage what remains", () => {
    const report = readPayload(minimax, "minimax-legacy-counts-are-remaining");
    expect(limitIn(report, "session")).toMatchObject({ used: 5, remaining: 1495, depleted: false });
  });

  it("means zero by zero percent, though not by a count of zero", () => {
    expect(limitIn(readPayload(minimax, "minimax-session-depleted"), "session")).toMatchObject({
      used_pct: 100,
      depleted: true,
    });
    const { current_interval_remaining_percent: _, ...row } = general;
    const uncounted = { ...row, current_interval_total_count: 0, current_interval_usage_count: 0 };
    expect(limitIn(read(withRows(uncounted)), "session")).toMatchObject({
      used_pct: null,
      depleted: null,
    });
  });

  it("is believed by its percent where counts contradict it", () => {
    const report = readPayload(minimax, "minimax-missing-reset");
    expect(limitIn(report, "session")).toMatchObject({ used_pct: 25, used: null });
  });

  it("without times has no reset", () => {
    const report = readPayload(minimax, "minimax-missing-reset");
    expect(report.limits.map(({ resets_at }) => resets_at)).toEqual([null, null]);
  });

  it.each([-1, 101, "many", true])("with %j percent left says nothing of use", (left) => {
    const row = { ...general, current_interval_remaining_percent: left };
    expect(
      limitIn(
        read(
          withRows({ ...row, current_interval_total_count: 10, current_interval_usage_count: 1 }),
        ),
        "session",
      ),
    ).toMatchObject({ used_pct: null, cap: "unknown" });
  });

  it.each([
    [1004, "auth_required"],
    ["1004", "auth_required"],
    [1001, "auth_required"],
    [1002, "rate_limited"],
    [1000, "error"],
  ])("refuses with HTTP 200 and %j", (status_code, status) => {
    const base_resp = { status_code, status_msg: "key " };
    for (const body of [{ base_resp }, { data: { base_resp } }]) {
      expect(read(body)).toMatchObject({ status, limits: [] });
      expect(JSON.stringify(read(body))).not.toContain("secret");
    }
  });

  it("lets another model or feature gate only itself", () => {
    const rows = withRows(
      general,
      { ...general, model_name: "MiniMax-M2" },
      { ...general, model_name: "video" },
    );
    expect(read(rows).limits.map(({ id, scope }) => [id, scope])).toEqual([
      ["session", "account"],
      ["session:model:MiniMax-M2", "model:MiniMax-M2"],
      ["session:feature:video", "feature:video"],
    ]);
  });

  it("counts rows that it cannot read and names members that it does not know", () => {
    const body = { ...withRows({ ...general, tier: 1 }, null, {}, general), trace: "x" };
    expect(read(body)).toMatchObject({
      dropped_rows: 3,
      unknown_keys: ["trace", "model_remains.tier"],
    });
  });
});

const CODING = "/v1/api/openplatform/coding_plan/remains";

describe("asking MiniMax", () => {
  it("asks the token plan once where it answers", async () => {
    const { ask, asked } = pretendVendor({
      "https://api.minimax.io/": { body: payload("minimax-session-depleted") },
    });
    expect(await minimax.fetch(credentialWith(), ask, () => NOW)).toMatchObject({ status: "ok" });
    expect(linesOf(asked)).toEqual(["GET https://api.minimax.io/v1/token_plan/remains"]);
    expect(asked[0]?.headers["Authorization"]).toBe(`Bearer ${TOKEN}`);
  });

  it.each([
    ["global", {}, "minimax.io"],
    ["Chinese", { region: "cn" }, "minimaxi.com"],
  ])("falls back to the coding plan, a %s key on its own hosts only", async (_, extra, domain) => {
    const { ask, asked } = pretendVendor({
      ...ELSEWHERE_404,
      [`https://api.${domain}/`]: "unreachable",
      [`https://platform.${domain}/`]: { body: payload("minimax-legacy-counts-are-remaining") },
    });
    const report = await minimax.fetch(credentialWith({ extra }), ask, () => NOW);
    expect(limitIn(report, "session").used).toBe(5);
    expect(linesOf(asked)).toEqual([
      `GET https://api.${domain}/v1/token_plan/remains`,
      `GET https://www.${domain}${CODING}`,
      `GET https://platform.${domain}${CODING}`,
    ]);
    expectTokenKept(minimax, { asked, report });
  });

  it.each([
    ["the key is refused", { body: payload("minimax-error-1004") }, "auth_required"],
    ["it is asked to wait", { status: 429 }, "rate_limited"],
  ])("does not go on asking where %s", async (_, answer, status) => {
    const { ask, asked } = pretendVendor({ "https://api.minimax.io/": answer });
    expect(await minimax.fetch(credentialWith(), ask, () => NOW)).toMatchObject({ status });
    expect(asked).toHaveLength(1);
  });

  it("says what the token plan said where nothing answers", async () => {
    const { ask } = pretendVendor({
      ...ELSEWHERE_404,
      "https://api.minimax.io/": { status: 500 },
    });
    const report = await minimax.fetch(credentialWith(), ask, () => NOW);
    expect(report.error?.code).toBe("http_500");
  });
});

describe("MiniMax's key", () => {
  it("is in no file of a tool, only in variables", () => {
    expect(minimax.places).toEqual([]);
    expect(minimax.readCredential({ api_key: "sk-cp-secret" })).toEqual([]);
    expect(minimax.variables).toEqual(["MINIMAX_CODING_API_KEY", "MINIMAX_API_KEY"]);
  });
});
