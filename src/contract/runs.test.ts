import { describe, expect, it } from "vitest";
import { RunRequest, runsApi } from "./runs.ts";

const rejected = (schema: typeof RunRequest | typeof query, given: object) =>
  schema.safeParse(given).error?.issues.map(({ path }) => path.join(".")) ?? [];
const { query } = runsApi.list;

describe("a run's request", () => {
  it("needs a project alone", () => {
    expect(RunRequest.parse({ project_id: "acme/web" })).toEqual({
      project_id: "acme/web",
      source: "api",
      execution: "managed",
      on_refusal: "refuse",
      allow_overage: false,
    });
  });

  it.each([
    ["no project", { project_id: undefined }, "project_id"],
    ["a project that is none", { project_id: "../x" }, "project_id"],
    ["an empty message", { message: " " }, "message"],
    ["a message of 20,001 characters", { message: "x".repeat(20_001) }, "message"],
    ["a source unknown to us", { source: "cron" }, "source"],
    ["an execution unknown to us", { execution: "remote" }, "execution"],
    ["a way out unknown to us", { on_refusal: "force" }, "on_refusal"],
    ["a model that is no text", { model: 5 }, "model"],
    ["a provider of 101 characters", { provider: "x".repeat(101) }, "provider"],
  ])("is refused with %s", (_, more, field) => {
    expect(rejected(RunRequest, { project_id: "acme/web", ...more })).toEqual([field]);
  });

  it("may say 20,000 characters", () => {
    const message = "x".repeat(20_000);
    expect(RunRequest.parse({ project_id: "a", message }).message).toBe(message);
  });
});

describe("a page of runs", () => {
  it.each([
    [{}, 50],
    [{ limit: "1" }, 1],
    [{ limit: "200" }, 200],
    [{ limit: 7 }, 7],
  ])("asked with %j has %d", (given, limit) => expect(query.parse(given).limit).toBe(limit));

  it.each(["0", "-1", "201", "1.5", "many", "", "NaN", "Infinity"])("is never of %j", (limit) => {
    expect(rejected(query, { limit })).toEqual(["limit"]);
  });
});
