import type { Reason, RefusalOf } from "./refusal.ts";

/** One refusal of each reason, for tests and for looking at: a new reason must enter here too. */
export const refusalExamples: { readonly [R in Reason]: RefusalOf<R> } = {
  compute_quota_exceeded: {
    reason: "compute_quota_exceeded",
    used_seconds: 288_060,
    quota_seconds: 288_000,
    resets_at: "2026-04-01T00:00:00.000Z",
    upgrade_url: "https://leeway.example/upgrade",
  },
  session_limit_reached: {
    reason: "session_limit_reached",
    running: 3,
    max: 3,
    sessions: [{ id: "s-1", name: "docs", started_at: "2026-03-01T09:00:00.000Z" }],
  },
  session_threshold: {
    reason: "session_threshold",
    utilization_pct: 91.5,
    threshold_pct: 90,
    resets_at: "2026-03-01T14:00:00.000Z",
  },
  week_threshold: {
    reason: "week_threshold",
    utilization_pct: 82,
    threshold_pct: 80,
    resets_at: "2026-03-05T14:00:00.000Z",
  },
  run_quota_exhausted: {
    reason: "run_quota_exhausted",
    used: 10,
    max: 10,
    window_seconds: 3600,
    next_slot_at: "2026-03-01T12:04:00.000Z",
  },
  accounts_depleted: {
    reason: "accounts_depleted",
    provider: "kiro",
    skipped: [
      {
        account_id: "a-1",
        name: "team",
        why: "out of quota",
        resets_at: "2026-03-02T00:00:00.000Z",
      },
      { account_id: "a-2", name: "spare", why: "signed out", resets_at: null },
    ],
    resets_at: "2026-03-02T00:00:00.000Z",
    next_look_at: "2026-03-01T12:05:00.000Z",
  },
  quota_exhausted: {
    reason: "quota_exhausted",
    feature: "image_generate",
    quota_resets_at: "2026-04-01T00:00:00.000Z",
    purchase_url: "https://leeway.example/credits",
  },
  insufficient_credits: {
    reason: "insufficient_credits",
    feature: "image_generate",
    purchase_url: "https://leeway.example/credits",
  },
  limits_unavailable: {
    reason: "limits_unavailable",
    engine: "counters",
    retry_after_seconds: 5,
  },
};
