import { describe, expect, it } from "vitest";
import { failureOf } from "./failure.ts";

describe("failureOf", () => {
  it("gives a refusal's sentence to people, and not its detail, which has an instant in it", () => {
    const refusal = Object.assign(new Error("… Worth another try at 2026-03-10T13:00:05.000Z."), {
      kind: "refusal",
      correlationId: "c-1",
      problem: { reason: "limits_unavailable", engine: "counters", retry_after_seconds: 5 },
    });
    expect(failureOf(refusal)).toEqual({
      kind: "refusal",
      message: "Leeway cannot reach its counters, so nothing starts uncounted.",
      correlationId: "c-1",
    });
  });

  it("takes any other API error by its word", () => {
    const offline = Object.assign(new Error("No server."), { kind: "offline", correlationId: "" });
    expect(failureOf(offline)).toMatchObject({ kind: "offline", message: "No server." });
  });

  it.each([new TypeError("x is undefined"), "a text", null])("owns up to a fault: %s", (thrown) => {
    expect(failureOf(thrown)).toMatchObject({
      kind: "fault",
      message: "Something went wrong in this page.",
    });
  });
});
