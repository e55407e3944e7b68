import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { formatHeldFor } from "./formatHeldFor.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const since = (seconds: number) => toInstant(NOW - seconds * 1000);

describe("how long a lock has been held", () => {
  it.each([
    ["this very moment", since(0), "0 s"],
    ["a second less a millisecond ago", since(0.999), "0 s"],
    ["a second ago", since(1), "1 s"],
    ["a second ahead of us", since(-1), "0 s"],
    ["an hour ahead of us", since(-3600), "0 s"],
    ["the whole of one acquisition", since(120), "2 m"],
    ["longer than one acquisition", since(121), "2 m 1 s"],
    ["an hour of renewals", since(3725), "1 h 2 m"],
    ["nobody knows since when", null, "unknown"],
  ])("%s", (_, at, words) => {
    expect(formatHeldFor(at, NOW).replaceAll("\u00a0", " ")).toBe(words);
  });
});
