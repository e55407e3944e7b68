import { describe, expect, it } from "vitest";
import { firstReport } from "./fallback.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { failedReport, reportOf } from "./report.ts";

const limit = limitOf({ id: "session", label: "Session", kind: "window", unit: "percent" }, 0);
const good = reportOf({ limits: [limit] });
const doubtful = reportOf({ limits: [limit], coverage: "partial" });
const failed = failedReport("error", "first", "It failed.");
const alsoFailed = failedReport("error", "second", "It failed.");
const unreachable = new Error("unreachable");

/** Ways that lead to these; what is thrown is an Error. */
const waysTo = (first: Report | Error, ...others: (Report | Error)[]) => {
  const way = (outcome: Report | Error) => () =>
    outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  return [way(first), ...others.map(way)] as const;
};
const settles = (report: Report) => report === good;
const ask = ([first, ...others]: ReturnType<typeof waysTo>) =>
  firstReport([first, ...others], settles);

describe("asking in several ways", () => {
  it.each([
    ["the one that settles it", [failed, good, doubtful], good],
    ["the one that settles it, past an earlier doubt", [doubtful, unreachable, good], good],
    ["doubtful numbers before failures", [failed, doubtful, alsoFailed], doubtful],
    ["the failure of the first way", [failed, alsoFailed, unreachable], failed],
  ] as const)("gives %s", async (_, [first, ...others], expected) => {
    expect(await ask(waysTo(first, ...others))).toBe(expected);
  });

  it("throws what the first way threw where no other brought numbers", async () => {
    await expect(ask(waysTo(unreachable, alsoFailed))).rejects.toBe(unreachable);
  });

  it("asks no further once it is settled", async () => {
    const unasked = () => Promise.reject(new Error("It was asked."));
    expect(await firstReport([() => Promise.resolve(good), unasked], settles)).toBe(good);
  });
});
