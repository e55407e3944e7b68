import { beforeEach, describe, expect, it } from "vitest";
import type { Booking } from "../engines/ledgerRecords.ts";
import { createMemoryRecords } from "../engines/memoryRecords.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { Records } from "../engines/records.ts";
import { createLedger, type Ledger } from "./ledger.ts";

const START = Date.parse("2026-05-20T12:00:00.000Z");

let now: number;
let elapsed: number;
let records: Records;
let ledger: Ledger;
let logged: number;

/** Lets time pass on both clocks. */
const pass = (seconds: number) => {
  now += seconds * 1000;
  elapsed += seconds * 1000;
};
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

async function start(n: number, user_id = "dana"): Promise<string> {
  const id = idOf(n);
  await records.addRun({
    idempotency: null,
    holds_place: false,
    run: {
      id,
      user_id,
      kind: "session",
      project_id: null,
      source: "manual",
      execution: "managed",
      agent: "sample",
      status: "running",
      name: null,
      message: null,
      provider: null,
      model: null,
      admitted_at: new Date(now).toISOString(),
      started_at: new Date(now).toISOString(),
      finished_at: null,
      lease_expires_at: null,
      end_reason: null,
      exit_code: null,
      summary: null,
      refusal: null,
      reasons: [],
      parked_at: null,
      parked_until: null,
      resumes_at: null,
      allow_overage: false,
      schedule_id: null,
      compute_seconds: 0,
      stops_at: null,
    },
  });
  ledger.start({ id, user_id });
  return id;
}

const open = () =>
  createLedger({
    records,
    now: () => now,
    elapsed: () => elapsed,
    log: { debug() {}, info() {}, warn() {}, error: () => void logged++ },
  });
const monthly = async (user = "dana") => (await ledger.usage(user, now)).monthly_seconds;
const booked = async (user = "dana") =>
  (await records.readLedger(user, "2000-01-01")).map(({ day, seconds }) => [day, seconds]);

beforeEach(() => {
  now = START;
  elapsed = 5_000_000;
  logged = 0;
  records = createMemoryRecords();
  ledger = open();
});

describe("the live total", () => {
  it("counts from the first moment, without a grace and without a booking", async () => {
    await start(1);
    expect(await monthly()).toBe(0);
    pass(0.001);
    expect(await monthly()).toBe(0.001);
    pass(10);
    expect(await monthly()).toBeCloseTo(10.001, 9);
    expect(await booked()).toEqual([]);
  });

  it("is the same before and after a booking, and after the end", async () => {
    const id = await start(1);
    pass(12);
    const before = await ledger.usage("dana", now);
    await ledger.book();
    expect(await ledger.usage("dana", now)).toEqual(before);
    expect(await booked()).toEqual([["2026-05-20", 12]]);
    pass(3);
    await ledger.end(id);
    pass(1000);
    expect(await monthly()).toBe(15);
    expect(ledger.working().size).toBe(0);
  });

  it("adds up all that a person runs, and nothing of others", async () => {
    await start(1);
    pass(5);
    await start(2);
    await start(3, "eve");
    pass(10);
    expect([await monthly(), await monthly("eve"), await monthly("nobody")]).toEqual([25, 10, 0]);
  });

  it("never misses nor doubles a second while it is booked at the same time", async () => {
    await start(1);
    pass(7);
    const book = records.bookSeconds.bind(records);
    const gates: (() => void)[] = [];
    records.bookSeconds = async (booking: Booking) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return book(booking);
    };
    const booking = ledger.book();
    await Promise.resolve();
    const asking = [monthly(), monthly()];
    await new Promise(setImmediate);
    for (const open of gates) open();
    await booking;
    expect(await Promise.all(asking)).toEqual([7, 7]);
  });

  it("is refused rather than guessed when the records do not answer", async () => {
    await start(1);
    records.readLedger = () => Promise.reject(new EngineUnavailableError("records"));
    await expect(monthly()).rejects.toThrow(EngineUnavailableError);
  });

  it("starts anew with the month, while what runs goes on", async () => {
    now = Date.parse("2026-05-31T23:59:50.000Z");
    await start(1);
    pass(10);
    expect(await monthly()).toBe(0);
    pass(5);
    expect(await ledger.usage("dana", now)).toEqual({ monthly_seconds: 5, daily_seconds: 5 });
    await ledger.book();
    expect(await booked()).toEqual([
      ["2026-05-31", 10],
      ["2026-06-01", 5],
    ]);
  });
});

describe("a booking", () => {
  it("that fails is kept, and made once when the records are back", async () => {
    const id = await start(1);
    const book = records.bookSeconds.bind(records);
    records.bookSeconds = () => Promise.reject(new EngineUnavailableError("records"));
    pass(10);
    await ledger.book();
    expect(logged).toBe(1);
    pass(5);
    await ledger.end(id);
    expect(await monthly()).toBe(15);
    records.bookSeconds = book;
    await ledger.book();
    await ledger.book();
    expect(await booked()).toEqual([["2026-05-20", 15]]);
    expect(ledger.unbooked(id)).toBe(0);
  });

  it("whose answer was lost is not made twice", async () => {
    await start(1);
    const book = records.bookSeconds.bind(records);
    records.bookSeconds = async (booking) => {
      await book(booking);
      throw new EngineUnavailableError("records");
    };
    pass(10);
    await ledger.book();
    records.bookSeconds = book;
    pass(5);
    await ledger.book();
    expect(await booked()).toEqual([["2026-05-20", 15]]);
    expect((await records.findRun(idOf(1)))?.compute_seconds).toBe(15);
  });

  it("at the same moment as others of the same run books each second once", async () => {
    const id = await start(1);
    pass(10);
    await Promise.all([
      ledger.book(),
      ledger.book(),
      ledger.end(id),
      ledger.book(),
      ledger.end(id),
    ]);
    expect(await booked()).toEqual([["2026-05-20", 10]]);
  });

  it("of one that ended while an earlier one was under way goes to its end, and no further", async () => {
    const id = await start(1);
    const book = records.bookSeconds.bind(records);
    let answer = (): void => {};
    const slow = new Promise<void>((resolve) => (answer = resolve));
    records.bookSeconds = async (booking) => {
      await slow;
      return book(booking);
    };
    pass(5);
    const booking = ledger.book();
    pass(2);
    const ended = ledger.end(id);
    expect(ledger.working().size).toBe(0);
    pass(30);
    expect(ledger.unbooked(id)).toBe(7);
    answer();
    await Promise.all([booking, ended]);
    expect(await booked()).toEqual([["2026-05-20", 7]]);
  });

  it("after a crash goes on from what is written down: nothing twice", async () => {
    await start(1);
    pass(15);
    await ledger.book();
    pass(9);
    ledger = open();
    expect(await monthly()).toBe(15);
    await start(2);
    pass(5);
    await ledger.end(idOf(2));
    expect(await booked()).toEqual([["2026-05-20", 20]]);
  });
});

describe("a clock that jumps", () => {
  it.each([
    ["an hour back", -3600],
    ["a year ahead", 31_536_000],
    ["a second back", -1],
  ])("%s books what has run, not what it says", async (_, jump) => {
    const id = await start(1);
    pass(10);
    now += jump * 1000;
    await ledger.book();
    pass(5);
    await ledger.end(id);
    const days = await records.readLedger("dana", "2000-01-01");
    expect(days.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(15);
    expect(days.every(({ seconds }) => seconds > 0)).toBe(true);
  });
});
