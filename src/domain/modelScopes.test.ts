import { expect, it } from "vitest";
import type { Limit, Scope } from "../contract/limit.ts";
import { modelScopes } from "./modelScopes.ts";

const known = (provider: "claude" | "codex" | "gemini" | "antigravity" | "copilot") => ({
  provider,
  default_scopes: {
    claude: ["account"],
    codex: ["account"],
    gemini: ["model:*"],
    antigravity: ["pool:*"],
    copilot: ["feature:chat"],
  }[provider] as Scope[],
  limits: {
    claude: ["account", "model:opus", "model:fable"],
    codex: ["account", "feature:gpt_5_3_codex_spark"],
    gemini: ["model:gemini-2.5-flash", "model:gemini-2.5-flash-lite"],
    antigravity: ["pool:gemini", "pool:3p"],
    copilot: ["feature:chat", "feature:completions"],
  }[provider].map((scope) => ({ scope, label: "Weekly" }) as Limit),
});

it.each<[Parameters<typeof known>[0], string, Scope[]]>([
  ["claude", "opus", ["account", "model:opus"]],
  ["claude", "claude-opus-4-5-20251101", ["account", "model:opus"]],
  ["claude", "Claude Fable", ["account", "model:fable"]],
  ["claude", "claude-sonnet-4-5", ["account", "model:claude-sonnet-4-5"]],
  ["codex", "GPT-5.3-Codex-Spark", ["account", "feature:gpt_5_3_codex_spark"]],
  ["codex", "gpt-5.3-codex", ["account", "model:gpt-5.3-codex"]],
  ["gemini", "gemini-2.5-flash", ["model:gemini-2.5-flash"]],
  ["gemini", "gemini-2.5-flash-lite", ["model:gemini-2.5-flash-lite"]],
  ["gemini", "gemini-3-pro", ["model:gemini-3-pro"]],
  ["antigravity", "gemini-3-flash", ["pool:gemini", "model:gemini-3-flash"]],
  ["antigravity", "claude-sonnet-4", ["pool:3p", "model:claude-sonnet-4"]],
  ["copilot", "gpt-5", ["feature:chat", "model:gpt-5"]],
])("%s, asked for %s, meets %j", (provider, model, scopes) =>
  expect(modelScopes(known(provider), model)).toEqual(scopes),
);

it.each<[string, Scope[]]>([
  ["gpt-5.3-codex-spark", ["account", "feature:codex_bengalfox"]],
  ["codex_bengalfox", ["account", "feature:codex_bengalfox"]],
  ["gpt-5.3-codex", ["account", "model:gpt-5.3-codex"]],
  ["", ["account", "model:"]],
])("a feature under a code name is met by the model it is labelled with: %s", (model, scopes) => {
  const limits = [
    { scope: "account", label: "Weekly" },
    { scope: "feature:codex_bengalfox", label: "Weekly GPT-5.3-Codex-Spark" },
    { scope: "feature:code_review", label: "Weekly code review" },
  ] as Limit[];
  const codex = { provider: "codex", default_scopes: ["account"] as Scope[], limits } as const;
  expect(modelScopes(codex, model)).toEqual(scopes);
});

it.each<[string, Scope, boolean]>([
  ["claude-opus-4-5-20251101", "model:opus_4_5", true],
  ["claude-opus-4-5-20251101", "model:claude-opus-4-5", true],
  ["claude-opus-4-5-latest", "model:opus_4_5", true],
  ["models/gemini-2.5-flash", "model:gemini-2.5-flash", true],
  ["claude-opus-4-5-20251101", "model:opus_4", false],
  ["claude-opus-4-1-20250805", "model:opus_4_5", false],
  ["gemini-2.5-flash-lite", "model:gemini-2.5-flash", false],
  ["gemini-2.5-flash", "model:gemini-2.5-flash-lite", false],
  ["!", "model:", false],
])("%s, by its dated or prefixed name, meets %s: %s", (model, scope, meets) => {
  const limits = [{ scope, label: "Weekly" } as Limit];
  const scopes = modelScopes({ provider: "claude", default_scopes: ["account"], limits }, model);
  expect(scopes.includes(scope)).toBe(meets);
});
