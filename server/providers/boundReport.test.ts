import { describe, expect, it } from "vitest";
import type { Limit } from "../../src/contract/limit.ts";
import { boundReport, keptText, MOST_LIMITS } from "./boundReport.ts";
import { limitOf } from "./limitOf.ts";
import { failedReport, reportOf } from "./report.ts";

const limit = (more: Partial<Limit> = {}): Limit =>
  limitOf(
    { id: "weekly", label: "Weekly", kind: "window", unit: "percent", used_pct: 4, ...more },
    0,
  );

describe("a report", () => {
  it("passes as it is where nothing is odd", () => {
    const report = reportOf({
      plan: { id: "max", label: "Max 😀" },
      limits: [limit(), limit({ id: "__proto__", scope: "model:größe" })],
      unknown_keys: ["a.b"],
    });
    expect(boundReport(report)).toEqual(report);
    const failed = failedReport("error", "http_500", "HTTP 500.");
    expect(boundReport(failed)).toEqual(failed);
  });

  it("keeps as many limits as there may be, and then no longer claims to see all", () => {
    const many = (count: number) =>
      boundReport(
        reportOf({ limits: Array.from({ length: count }, (_, n) => limit({ id: `w${n}` })) }),
      );
    expect(many(MOST_LIMITS)).toMatchObject({ coverage: "full", dropped_rows: 0 });
    const over = many(MOST_LIMITS + 1);
    expect(over).toMatchObject({ status: "ok", coverage: "partial", dropped_rows: 1 });
    expect(over.limits).toHaveLength(MOST_LIMITS);
  });

  it.each<[string, Partial<Limit>]>([
    ["an id with NUL", { id: "a\0" }],
    ["an id with half a pair", { id: "\ud83d" }],
    ["an endless id", { id: "x".repeat(201) }],
    ["a scope with NUL", { id: "opus", scope: "model:\0" }],
  ])("drops a limit with %s, and keeps the others", (_, odd) => {
    const { limits, dropped_rows } = boundReport(reportOf({ limits: [limit(odd), limit()] }));
    expect([limits, dropped_rows]).toEqual([[limit()], 1]);
    const alone = boundReport(reportOf({ limits: [limit(odd)] }));
    expect(alone).toMatchObject({ status: "partial", error: { code: "no_limits" }, limits: [] });
  });

  it("has no text that is endless, or that no record can hold", () => {
    const odd = `\0\ud83d${"x".repeat(1_000_000)}`;
    const report = boundReport({
      ...reportOf({
        plan: { id: odd, label: odd },
        limits: [limit({ label: odd })],
        unknown_keys: Array.from({ length: 1000 }, () => odd),
      }),
      error: { code: odd, message: odd },
    });
    const text = JSON.stringify(report);
    expect(text.length).toBeLessThan(20_000);
    expect(text).not.toMatch(/\\u0000|\\ud83d/);
    expect(report.limits[0]?.label).toMatch(/^\u{fffd}{2}x+$/u);
  });
});

it("cuts no pair in two", () => {
  expect(keptText("a😀", 2)).toBe("a\u{fffd}");
  expect(keptText("a😀", 3)).toBe("a😀");
});
