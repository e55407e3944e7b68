import { type DaySeconds, firstDayOf, secondsIn, splitByDay } from "../../src/domain/booking.ts";
import type { Booking } from "../engines/ledgerRecords.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/** What one run uses while it works. */
interface Meter {
  run: MeteredRun;
  /** Up to when it is measured, by the clock that only goes forward; milliseconds. */
  since: number;
  /** Measured, and not given to the records yet. */
  measured: DaySeconds[];
  /** Given to the records, which have not said that they have it: it is given again as it was. */
  pending: Booking | null;
  /** Bookings that are written down. */
  booked: number;
  /** It works no more. */
  over: boolean;
  /** Its bookings, one after the other, so that no second is measured twice. */
  lane: Promise<unknown>;
}

type MeteredRun = Pick<RunRecord, "id" | "user_id">;

/**
 * Compute seconds: booked in the records while runs work, and live for what is not booked yet. There
 * is no cached total: a question is answered by the records and the meters at that moment.
 */
export interface Ledger {
  /** From now on the run uses compute. */
  start(run: MeteredRun): void;
  /** Books what has run since the last time. What the records do not take stays to be booked. */
  book(): Promise<void>;
  /** The run works no more: the rest is booked. Never fails; it is tried again with the next `book`. */
  end(runId: string): Promise<void>;
  /** A person's seconds of the month and of the day of `now`. @throws {EngineUnavailableError} */
  usage(userId: string, now: number): Promise<ReturnType<typeof secondsIn>>;
  /** Seconds of a run that are not booked yet. */
  unbooked(runId: string): number;
  /** Runs that use compute at this moment, by person. */
  working(): ReadonlyMap<string, readonly MeteredRun[]>;
}

/** Readings of the records for one answer, at most. */
const READINGS = 4;

export function createLedger({
  records,
  now,
  elapsed,
  log,
}: Pick<AdmissionDependencies, "records" | "now" | "elapsed" | "log">): Ledger {
  const meters = new Map<string, Meter>();
  /** Counts the beginnings and the ends of each person's bookings. */
  const bookings = new Map<string, number>();
  const count = (userId: string) => bookings.set(userId, (bookings.get(userId) ?? 0) + 1);

  const runningSeconds = ({ since, over }: Meter) =>
    over ? 0 : Math.max(0, (elapsed() - since) / 1000);

  function measure(meter: Meter): void {
    meter.measured.push(...splitByDay(runningSeconds(meter), now()));
    meter.since = elapsed();
  }

  async function write(meter: Meter): Promise<void> {
    while (meter.pending !== null || meter.measured.length > 0) {
      const { id: run_id, user_id } = meter.run;
      meter.pending ??= {
        run_id,
        user_id,
        number: meter.booked + 1,
        parts: meter.measured.splice(0),
      };
      count(user_id);
      // False says that it was written down already, by a try whose answer was lost.
      await records.bookSeconds(meter.pending);
      meter.booked = meter.pending.number;
      meter.pending = null;
      count(user_id);
    }
  }

  function settle(meter: Meter, over: boolean): Promise<void> {
    // At once, however long the bookings before it take: what has ended uses nothing meanwhile.
    measure(meter);
    meter.over ||= over;
    const settled = meter.lane.then(async () => {
      await write(meter);
      if (meter.over) meters.delete(meter.run.id);
    });
    meter.lane = settled.catch(() => {});
    return settled;
  }

  return {
    start(run) {
      if (meters.has(run.id)) return;
      meters.set(run.id, {
        run,
        since: elapsed(),
        measured: [],
        pending: null,
        booked: 0,
        over: false,
        lane: Promise.resolve(),
      });
    },

    async book() {
      const tries = await Promise.allSettled(
        [...meters.values()].map((meter) => settle(meter, false)),
      );
      const failed = tries.find((attempt) => attempt.status === "rejected");
      if (failed) log.error({ err: failed.reason as unknown }, "compute was not booked yet");
    },

    async end(runId) {
      const meter = meters.get(runId);
      if (!meter) return;
      await settle(meter, true).catch((error: unknown) =>
        log.error({ err: error, run: runId }, "the last compute of a run was not booked yet"),
      );
    },

    async usage(userId, at) {
      for (let tries = 1; ; tries++) {
        const mine = () => [...meters.values()].filter(({ run }) => run.user_id === userId);
        if (tries < READINGS) await Promise.all(mine().map(({ lane }) => lane));
        const before = bookings.get(userId) ?? 0;
        const live = mine().flatMap((meter) => [
          ...notBooked(meter),
          ...splitByDay(runningSeconds(meter), at),
        ]);
        const booked = await records.readLedger(userId, firstDayOf(at));
        // What was booked meanwhile is in both: look again, or, if that never ends, count it twice.
        const same = before === (bookings.get(userId) ?? 0);
        if (same || tries === READINGS) return secondsIn([...booked, ...live], at);
      }
    },

    unbooked(runId) {
      const meter = meters.get(runId);
      if (!meter) return 0;
      return notBooked(meter).reduce((sum, { seconds }) => sum + seconds, runningSeconds(meter));
    },

    working() {
      const people = new Map<string, MeteredRun[]>();
      for (const { run, over } of meters.values()) {
        if (!over) people.set(run.user_id, [...(people.get(run.user_id) ?? []), run]);
      }
      return people;
    },
  };
}

const notBooked = ({ pending, measured }: Meter): readonly DaySeconds[] => [
  ...(pending?.parts ?? []),
  ...measured,
];
