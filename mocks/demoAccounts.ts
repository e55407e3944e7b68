import type { ProviderId } from "../src/contract/snapshot.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";

export interface SampleAccount {
  provider: ProviderId;
  token: string;
  /** What there is to see, as a person would say it. */
  shows: string;
  state: VendorState;
  fault?: VendorFault;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Accounts for a demo: most can work, some cannot, and each for another reason. */
export const demoAccounts: readonly SampleAccount[] = [
  {
    provider: "claude",
    token: "demo-claude-1",
    shows: "a tight week, one model nearly spent",
    state: {
      session_pct: 34,
      weekly_pct: 82,
      model_weekly: { Opus: 93 },
      session_resets_at: 2 * HOUR,
      weekly_resets_at: 2 * DAY,
    },
  },
  {
    provider: "claude",
    token: "demo-claude-2",
    shows: "a spent session that is back in three minutes",
    state: {
      session_pct: 100,
      weekly_pct: 41,
      session_resets_at: 3 * MINUTE,
      weekly_resets_at: 5 * DAY,
    },
  },
  {
    provider: "codex",
    token: "demo-codex-1",
    shows: "half of the week, a side feature untouched",
    state: {
      session_pct: 12,
      weekly_pct: 55,
      model_weekly: { "GPT-5.3-Codex-Spark": 0 },
      session_resets_at: 4 * HOUR,
      weekly_resets_at: 3 * DAY,
    },
  },
  {
    provider: "codex",
    token: "demo-codex-2",
    shows: "a usage endpoint that asks to wait",
    state: { weekly_pct: 20, plan: "pro" },
    fault: { kind: "429", retry_after: 120 },
  },
  {
    provider: "kiro",
    token: "demo-kiro-1",
    shows: "a spent plan that goes on at a price",
    state: { monthly_pct: 136, overage: true },
  },
  {
    provider: "kiro",
    token: "demo-kiro-2",
    shows: "a spent plan",
    state: { monthly_pct: 100 },
  },
  {
    provider: "copilot",
    token: "demo-copilot-1",
    shows: "a month with room",
    state: { monthly_pct: 11.5 },
  },
  {
    provider: "gemini",
    token: "demo-gemini-1",
    shows: "one model spent, others left",
    state: {
      model_weekly: { "gemini-2.5-pro": 100, "gemini-2.5-flash": 10 },
      session_resets_at: 9 * HOUR,
    },
  },
  {
    provider: "antigravity",
    token: "demo-antigravity-1",
    shows: "two groups of models, one of them spent",
    state: {
      session_pct: 9,
      weekly_pct: 18,
      model_weekly: { "3p": 100 },
      session_resets_at: 3 * HOUR,
      weekly_resets_at: 4 * DAY,
    },
  },
  {
    provider: "cursor",
    token: "demo-cursor-1",
    shows: "a month with room",
    state: { monthly_pct: 24.2, overage: true, balance: 100 },
  },
  {
    provider: "zai",
    token: "demo-zai-1",
    shows: "a session with room, tool calls spent",
    state: {
      session_pct: 25,
      weekly_pct: 9,
      monthly_pct: 100,
      session_resets_at: HOUR,
      weekly_resets_at: 6 * DAY,
    },
  },
  {
    provider: "minimax",
    token: "demo-minimax-1",
    shows: "a session with room, a week without limit",
    state: { session_pct: 40, session_resets_at: 2 * HOUR },
  },
  {
    provider: "kimi",
    token: "demo-kimi-1",
    shows: "a tight session",
    state: {
      session_pct: 91,
      weekly_pct: 20,
      session_resets_at: 50 * MINUTE,
      weekly_resets_at: 3 * DAY,
    },
  },
  {
    provider: "openrouter",
    token: "demo-openrouter-1",
    shows: "money left, and a cap of the key",
    state: { balance: 74.75, monthly_pct: 9 },
  },
  {
    provider: "grok",
    token: "demo-grok-1",
    shows: "a week just begun",
    state: { weekly_pct: 12.5, weekly_resets_at: 5 * DAY, overage: true },
  },
  {
    provider: "opencode-go",
    token: "demo-opencode-go-1",
    shows: "a spent week",
    state: {
      session_pct: 8,
      weekly_pct: 100,
      monthly_pct: 60,
      session_resets_at: HOUR,
      weekly_resets_at: 2 * DAY,
    },
  },
  {
    provider: "moonshot",
    token: "demo-moonshot-1",
    shows: "money left",
    state: { balance: 49.58 },
  },
  {
    provider: "deepseek",
    token: "demo-deepseek-1",
    shows: "no money left",
    state: { balance: 0 },
  },
];
