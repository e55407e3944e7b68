import { describe, expect, it } from "vitest";
import type { Refusal } from "../../src/contract/refusal.ts";
import { retryAt } from "../../src/domain/explain.ts";
import { faultProblem, refusalProblem } from "./problem.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");

const full = (next_slot_at: string | null): Refusal => ({
  reason: "run_quota_exhausted",
  used: 10,
  max: 10,
  window_seconds: 3600,
  next_slot_at,
});
function refused(...reasons: [Refusal, ...Refusal[]]): Response {
  const [refusal] = reasons;
  const retry_at = retryAt(reasons, NOW);
  return refusalProblem({ allowed: false, refusal, reasons, advice: [], retry_at }, "id-1", NOW);
}

describe("a refusal's problem", () => {
  it.each([
    ["2026-03-01T12:05:00.000Z", "300"],
    ["2026-03-01T12:00:00.001Z", "1"],
    ["2026-03-01T12:00:01.001Z", "2"],
    ["2026-03-01T12:00:00.000Z", "1"],
    ["2026-03-01T11:59:00.000Z", "1"],
    [null, null],
  ])("that lifts at %s asks to wait %s whole seconds, never less than one", (at, wait) => {
    expect(refused(full(at)).headers.get("Retry-After")).toBe(wait);
  });

  it("waits for the latest of its reasons, and says the first", async () => {
    const unavailable: Refusal = {
      reason: "limits_unavailable",
      engine: "counters",
      retry_after_seconds: 900,
    };
    const answer = refused(full("2026-03-01T12:05:00.000Z"), unavailable);
    expect(answer.status).toBe(429);
    expect(answer.headers.get("Retry-After")).toBe("900");
    expect(await answer.json()).toMatchObject({
      status: 429,
      retry_at: "2026-03-01T12:15:00.000Z",
      detail: expect.stringMatching(/10 runs.* opens at 2026-03-01T12:05:00\.000Z\.$/),
      reasons: [{ reason: "run_quota_exhausted" }, { reason: "limits_unavailable" }],
    });
  });

  it("names no moment that nobody knows", async () => {
    expect(await refused(full(null)).json()).toMatchObject({
      detail: expect.not.stringContaining("null"),
      retry_at: null,
    });
  });
});

describe("a fault's problem", () => {
  it("names its fields only if there are some", async () => {
    const fields = [{ field: "id", message: "is taken" }];
    expect(await faultProblem("conflict", "Taken.", "id-1", fields).json()).toEqual({
      type: "urn:leeway:error:conflict",
      title: "Not possible in this state",
      status: 409,
      detail: "Taken.",
      correlation_id: "id-1",
      error: "conflict",
      fields,
    });
    expect(await faultProblem("conflict", "Taken.", "id-1").json()).not.toHaveProperty("fields");
  });
});
