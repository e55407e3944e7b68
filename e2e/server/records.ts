import { join } from "node:path";
import { openPglite } from "../../server/engines/pglite.ts";
import { createPostgresRecords } from "../../server/engines/postgresRecords.ts";
import type { Records, RunRecord } from "../../server/engines/records.ts";

/** The records of a server that does not run at the moment. */
export async function withRecords<T>(
  folder: string,
  act: (records: Records) => Promise<T>,
): Promise<T> {
  const records = createPostgresRecords(await openPglite(join(folder, "data/records")));
  try {
    return await act(records);
  } finally {
    await records.close();
  }
}

/** Writes a session down that has used so many seconds of today, and is over. */
export async function bookSession(records: Records, seconds: number): Promise<void> {
  const at = new Date().toISOString();
  const run: RunRecord = {
    id: crypto.randomUUID(),
    kind: "session",
    project_id: null,
    user_id: "local",
    source: "manual",
    execution: "managed",
    agent: "sample",
    status: "stopped",
    name: "Earlier",
    message: null,
    provider: null,
    model: null,
    admitted_at: at,
    started_at: at,
    finished_at: at,
    lease_expires_at: null,
    end_reason: "stopped",
    exit_code: null,
    summary: null,
    refusal: null,
    compute_seconds: 0,
    stops_at: null,
    reasons: [],
    parked_at: null,
    parked_until: null,
    resumes_at: null,
    allow_overage: false,
    schedule_id: null,
  };
  await records.addRun({ run, holds_place: false, idempotency: null });
  const parts = [{ day: at.slice(0, 10), seconds }];
  await records.bookSeconds({ run_id: run.id, user_id: run.user_id, number: 1, parts });
}
