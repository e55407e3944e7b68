import type { Reason, Refusal, RefusalOf } from "../contract/refusal.ts";
import { refusalExamples } from "../contract/refusalExamples.ts";
import { at } from "./sampleMoments.ts";
import { sampleText } from "./sampleText.ts";

const TONIGHT = at(50_400);

/** One of each reason that still holds at the moment that stories are written for. */
export const refusalsByReason: { readonly [R in Reason]: RefusalOf<R> } = {
  ...refusalExamples,
  session_threshold: { ...refusalExamples.session_threshold, resets_at: at(8040) },
  week_threshold: { ...refusalExamples.week_threshold, resets_at: at(273_600) },
  run_quota_exhausted: { ...refusalExamples.run_quota_exhausted, next_slot_at: at(245) },
  accounts_depleted: {
    ...refusalExamples.accounts_depleted,
    skipped: refusalExamples.accounts_depleted.skipped.map((account) => ({
      ...account,
      resets_at: account.resets_at && TONIGHT,
    })),
    resets_at: TONIGHT,
  },
};

const by = refusalsByReason;

/** The moment that each of them waits for has come, and nobody has looked since. */
export const refusalsDue: Readonly<Record<string, Refusal>> = {
  "month-due": { ...by.compute_quota_exceeded, resets_at: at(-60) },
  "window-due": { ...by.session_threshold, resets_at: at(-60) },
  "next-run-due": { ...by.run_quota_exhausted, next_slot_at: at(0) },
  "account-due": { ...by.accounts_depleted, resets_at: at(-60) },
};

/** Each with what it may lack, or has too much of. */
export const refusalsAtTheirEdges: Readonly<Record<string, Refusal>> = {
  "compute-without-upgrade": { ...by.compute_quota_exceeded, upgrade_url: null },
  "compute-never-allowed": { ...by.compute_quota_exceeded, used_seconds: 0, quota_seconds: 0 },
  "compute-huge": { ...by.compute_quota_exceeded, used_seconds: 9e9, quota_seconds: 8_999_999_999 },
  "no-sessions-in-the-plan": { ...by.session_limit_reached, running: 0, max: 0, sessions: [] },
  "the-one-session": { ...by.session_limit_reached, running: 1, max: 1 },
  "many-sessions": {
    ...by.session_limit_reached,
    running: 12,
    max: 12,
    sessions: Array.from({ length: 12 }, (_, index) => ({
      id: `s-${index + 1}`,
      name: `review ${index + 1}`,
      started_at: at(-600 * (index + 1)),
    })),
  },
  "sessions-with-long-names": {
    ...by.session_limit_reached,
    running: 2,
    max: 2,
    sessions: [sampleText.long, sampleText.unbreakable].map((name, index) => ({
      id: `s-${index + 1}`,
      name,
      started_at: at(-600),
    })),
  },
  "sessions-right-to-left": {
    ...by.session_limit_reached,
    running: 3,
    max: 3,
    sessions: [sampleText.arabic, sampleText.hebrew, sampleText.mixed].map((name, index) => ({
      id: `s-${index + 1}`,
      name,
      started_at: at(-600),
    })),
  },
  "window-without-reset": { ...by.session_threshold, resets_at: null },
  "week-without-reset": { ...by.week_threshold, resets_at: null },
  "share-above-all": { ...by.session_threshold, utilization_pct: 133 },
  "no-runs-in-the-policy": { ...by.run_quota_exhausted, used: 0, max: 0, next_slot_at: null },
  "one-run-a-day": { ...by.run_quota_exhausted, used: 1, max: 1, window_seconds: 86_400 },
  "runs-huge": { ...by.run_quota_exhausted, used: 1_000_000, max: 1_000_000 },
  "the-only-account": {
    ...by.accounts_depleted,
    skipped: by.accounts_depleted.skipped.slice(0, 1),
  },
  "many-accounts": {
    ...by.accounts_depleted,
    provider: "claude",
    skipped: Array.from({ length: 317 }, (_, index) => ({
      account_id: `a-${index + 1}`,
      name: `Claude ${index + 1}`,
      why: index % 2 === 0 ? "Weekly (7 d) used up" : "Session (5 h) used up",
      resets_at: at(3600 * (index + 1)),
    })),
    resets_at: at(3600),
  },
  "accounts-with-long-names": {
    ...by.accounts_depleted,
    skipped: [sampleText.long, sampleText.unbreakable, sampleText.arabic].map((name, index) => ({
      account_id: `a-${index + 1}`,
      name,
      why: "Weekly (7 d) used up",
      resets_at: TONIGHT,
    })),
  },
  "accounts-without-reset": { ...by.accounts_depleted, resets_at: null },
  "plan-without-reset": { ...by.quota_exhausted, quota_resets_at: null, purchase_url: null },
  "credits-without-shop": { ...by.insufficient_credits, purchase_url: null },
  "records-unavailable": { ...by.limits_unavailable, engine: "records", retry_after_seconds: 60 },
};
