import type { Snapshot } from "./snapshot.ts";

/** A snapshot for tests, of a good poll that has seen everything; `told` says what else. */
export const snapshotExample = (told: Partial<Snapshot> = {}): Snapshot => ({
  account_id: "a",
  provider: "claude",
  plan: null,
  status: "ok",
  vendor_verdict: null,
  coverage: "full",
  default_scopes: ["account"],
  limits: [],
  observed_at: "2026-03-01T12:00:00.000Z",
  fetched_at: "2026-03-01T12:00:00.000Z",
  retry_after: null,
  error: null,
  ...told,
});
