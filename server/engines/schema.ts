import type { Generated } from "kysely";
import type { ActivityEntry } from "../../src/contract/activity.ts";
import type { Instant } from "../../src/contract/instant.ts";
import type { Lock } from "../../src/domain/prLock.ts";
import type { AccountRecord, HistoryRow, PollState } from "./accountRecords.ts";
import type { RunRecord } from "./records.ts";
import type { Override } from "./thresholdRecords.ts";
import type { Fire, ScheduleRecord } from "./scheduleRecords.ts";

/** What it was added with; null if without a key. */
interface Added {
  idempotency_key: string | null;
  request_digest: string | null;
}

/** The tables as Kysely sees them; the migrations make them. */
export interface Schema {
  projects: { id: string; name: string; sample: boolean; created_at: Instant };
  runs: RunRecord & {
    idempotency_key: string | null;
    request_digest: string | null;
    holds_place: Generated<boolean>;
    pid: number | null;
    process_started: string | null;
    output_text: Generated<string>;
    output_dropped_bytes: Generated<number>;
    bookings: Generated<number>;
  };
  compute_ledger: { user_id: string; day: string; seconds: number };
  pr_locks: { project_id: string; revision: number; lock: Lock };
  accounts: AccountRecord & Added & { added_by: string | null };
  snapshots: PollState & { account_id: string };
  snapshot_history: HistoryRow & { account_id: string };
  cooldowns: { fingerprint: string; until: Instant };
  activity: ActivityEntry;
  users: {
    id: string;
    claude_session_threshold_pct: number | null;
    claude_week_threshold_pct: number | null;
  };
  threshold_overrides: Override & { used_at: Instant | null; used_by: string | null };
  schedules: ScheduleRecord & Added;
  fires: Fire;
  captured_errors: {
    project_id: string;
    fingerprint: string;
    title: string;
    count: number;
    first_at: Instant;
    last_at: Instant;
    asked_at: Instant | null;
    run_id: string | null;
  };
  error_asks: { project_id: string; fingerprint: string; at: Instant };
  settings: { key: string; value: string };
}
