import type { LedgerRecords } from "./ledgerRecords.ts";
import type { RunRecord } from "./records.ts";

/** What the ledger changes of a run. */
interface BookedRun {
  run: RunRecord;
  bookings: number;
}

/** The ledger without a disk, beside the runs of the same engine. */
export function createMemoryLedger(runOf: (id: string) => BookedRun | undefined): LedgerRecords {
  /** Seconds by person, then by day. */
  const ledger = new Map<string, Map<string, number>>();

  return {
    async bookSeconds({ run_id, user_id, number, parts }) {
      const booked = runOf(run_id);
      if (booked?.bookings !== number - 1) return false;
      const days = ledger.get(user_id) ?? new Map<string, number>();
      ledger.set(user_id, days);
      for (const { day, seconds } of parts) days.set(day, (days.get(day) ?? 0) + seconds);
      const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
      booked.run = { ...booked.run, compute_seconds: booked.run.compute_seconds + total };
      booked.bookings = number;
      return true;
    },
    readLedger: async (userId, day) =>
      [...(ledger.get(userId) ?? [])]
        .filter(([booked]) => booked >= day)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([booked, seconds]) => ({ day: booked, seconds })),
  };
}
