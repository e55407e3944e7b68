import { describe, expect, it } from "vitest";
import { type Fault, FaultProblem, RefusalProblem, statusOfFault } from "./problem.ts";
import { errorOfReason, type Reason, Refusal } from "./refusal.ts";
import { refusalExamples } from "./refusalExamples.ts";

const reasons = Object.keys(refusalExamples) as Reason[];
const faults = Object.keys(statusOfFault) as Fault[];
const standard = {
  type: "urn:leeway:error:x",
  title: "Title",
  status: 400,
  detail: "Detail.",
  correlation_id: "c-1",
};
const refused = (reason: Reason) => ({
  ...standard,
  ...refusalExamples[reason],
  error: errorOfReason[reason],
  reasons: [refusalExamples[reason]],
  advice: [],
  retry_at: null,
});

describe("a refusal", () => {
  it("has an error name for each reason and for nothing else", () => {
    const known = Refusal.def.options.map((option) => [...option.shape.reason.def.values][0]);
    expect(new Set(reasons)).toEqual(new Set(known));
    expect(new Set(Object.keys(errorOfReason))).toEqual(new Set(known));
  });

  it.each<[Reason, string]>([
    ["compute_quota_exceeded", "QUOTA_EXCEEDED"],
    ["session_limit_reached", "SESSION_LIMIT_REACHED"],
    ["session_threshold", "quota_threshold_reached"],
    ["week_threshold", "quota_threshold_reached"],
    ["run_quota_exhausted", "run_quota_exhausted"],
    ["accounts_depleted", "accounts_depleted"],
    ["quota_exhausted", "quota_exhausted"],
    ["insufficient_credits", "insufficient_credits"],
    ["limits_unavailable", "limits_unavailable"],
  ])("for %s travels as %s", (reason, error) => expect(errorOfReason[reason]).toBe(error));

  it.each(reasons)("for %s keeps its members flat in a problem", (reason) => {
    expect(RefusalProblem.parse(refused(reason))).toEqual(refused(reason));
  });

  it.each(reasons)("for %s needs every one of its members", (reason) => {
    const example: object = refusalExamples[reason];
    for (const member of Object.keys(example)) {
      const without = { ...example, [member]: undefined };
      expect({ member, taken: Refusal.safeParse(without).success }).toEqual({
        member,
        taken: false,
      });
    }
  });

  it.each([
    ["of a reason unknown to us", { reason: "tired" }],
    ["under an error unknown to us", { error: "TOO_BAD" }],
    ["whose headline lacks a member", { window_seconds: undefined }],
    ["with a malformed reason beside the headline", { reasons: [{ reason: "week_threshold" }] }],
    ["that does not say when to come back", { retry_at: undefined }],
    ["that nothing can be traced by", { correlation_id: undefined }],
  ])("is no refusal %s", (_, more) => {
    const problem = { ...refused("run_quota_exhausted"), ...more };
    expect(RefusalProblem.safeParse(problem).success).toBe(false);
  });
});

describe("a fault", () => {
  it.each<[Fault, number]>([
    ["invalid_request", 400],
    ["bad_json", 400],
    ["unauthenticated", 401],
    ["forbidden", 403],
    ["not_found", 404],
    ["method_not_allowed", 405],
    ["conflict", 409],
    ["payload_too_large", 413],
    ["internal_error", 500],
    ["launch_failed", 500],
  ])("%s is %d", (fault, status) => expect(statusOfFault[fault]).toBe(status));

  it.each(faults)("%s names each bad field", (error) => {
    const problem = {
      ...standard,
      error,
      fields: [{ field: "project_id", message: "is missing" }],
    };
    expect(FaultProblem.parse(problem)).toEqual(problem);
  });

  it("is never a refusal, nor a refusal a fault", () => {
    const problem = { ...standard, error: "conflict" };
    expect(RefusalProblem.safeParse(problem).success).toBe(false);
    for (const reason of reasons)
      expect(FaultProblem.safeParse(refused(reason)).success).toBe(false);
    for (const error of Object.values(errorOfReason)) expect(faults).not.toContain(error);
  });

  it("is not what a proxy answers", () => {
    expect(FaultProblem.safeParse("<html>Bad gateway</html>").success).toBe(false);
  });
});
