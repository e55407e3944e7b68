import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { PollStatus } from "../contract/snapshot.ts";
import { type PollFacts, pollMessage, pollWords } from "./pollWords.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (ms: number) => toInstant(NOW + ms);
const facts = (status: PollFacts["status"], retry_after: PollFacts["retry_after"] = null) => ({
  status,
  retry_after,
  error: { code: "http_503", message: "The vendor answered 503." },
});
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("how the latest poll went", () => {
  it.each([
    [null, null, "Not read yet"],
    ["ok", null, ""],
    ["partial", null, "Last refresh failed"],
    ["blocked", null, "Last refresh failed"],
    ["error", null, "Last refresh failed"],
    ["auth_required", null, "Sign in again"],
    ["unsupported", null, "No usage to read"],
    ["rate_limited", at(240_000), "Refresh paused 4 m"],
    ["rate_limited", at(1), "Refresh paused 1 s"],
    ["rate_limited", at(0), "Refresh paused, trying again"],
    ["rate_limited", at(-1), "Refresh paused, trying again"],
    ["rate_limited", null, "Refresh paused, trying again"],
  ] as const)("%s, until %s, is “%s”", (status, retryAfter, said) => {
    expect(plain(pollWords(facts(status, retryAfter), NOW))).toBe(said);
  });

  it("has words for every status but the good one", () => {
    const silent = PollStatus.options.filter((status) => pollWords(facts(status), NOW) === "");
    expect(silent).toEqual(["ok"]);
  });
});

describe("what more there is to say", () => {
  it.each([
    [null, null],
    ["ok", null],
    ["rate_limited", null],
    ["partial", "The vendor answered 503."],
    ["blocked", "The vendor answered 503."],
    ["error", "The vendor answered 503."],
    ["auth_required", "The vendor answered 503."],
    ["unsupported", "The vendor answered 503."],
  ] as const)("after %s it is %s", (status, message) => {
    expect(pollMessage(facts(status))).toBe(message);
  });

  it("is nothing where nobody said more", () => {
    expect(pollMessage({ ...facts("error"), error: null })).toBeNull();
  });
});
