import { describe, expect, it } from "vitest";
import { accountWord, accountWords } from "./accountWords.ts";

describe("what an account's state is called", () => {
  it.each([
    ["available", "available", "ok", "Available"],
    ["available", "unknown", "ok", "Available"],
    ["approaching", "available", "ok", "Nearly full"],
    ["approaching", "available_on_overage", "ok", "On overage"],
    ["available", "available_on_overage", "ok", "On overage"],
    ["depleted", "depleted", "ok", "Out of quota"],
    ["depleted", "depleted", "error", "Out of quota"],
    ["sign_in", "unknown", "auth_required", "Sign in again"],
    ["sign_in", "unknown", "unsupported", "No usage to read"],
    ["failing", "available", "error", "Refresh failed"],
    ["failing", "available", "rate_limited", "Refresh paused"],
    ["unknown", "unknown", null, "Unknown"],
    ["off", "available_on_overage", "unsupported", "Off"],
  ] as const)("%s, %s, after a poll that was %s, is “%s”", (state, availability, poll, word) => {
    expect(accountWord({ state, availability, poll })).toBe(word);
  });

  it("parts all states by their words alone", () => {
    const words = Object.values(accountWords);
    expect(new Set(words).size).toBe(words.length);
  });
});
