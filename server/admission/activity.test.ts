import { beforeEach, describe, expect, it } from "vitest";
import { createMemoryCounters } from "../engines/memoryCounters.ts";
import { createMemoryRecords } from "../engines/memoryRecords.ts";
import type { Records } from "../engines/records.ts";
import { type Activity, createActivity } from "./activity.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const workspace = { user_id: null, account_id: null };

let now: number;
let records: Records;
let activity: Activity;
/** Whom events were for. */
let told: (string | null)[];
beforeEach(async () => {
  now = T0;
  let lastId = 0;
  told = [];
  records = createMemoryRecords();
  const counters = createMemoryCounters();
  await counters.rebuild({ places: [], slots: [], locks: [] });
  counters.subscribe(({ user_id }) => told.push(user_id));
  const log = () => {};
  activity = createActivity({
    records,
    counters,
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String(++lastId).padStart(12, "0")}`,
    log: { debug: log, info: log, warn: log, error: log },
  });
});

const skip = (key: string) => activity.addOnce(key, "account_skipped", key, workspace);

describe("what happened", () => {
  it("is told open pages once, however much happens at once", async () => {
    const keys = Array.from({ length: 50 }, (_, n) => `skip ${n}`);
    const dana = activity.add("work_refused", "Refused.", { user_id: "dana", account_id: null });
    await Promise.all([...keys.map(skip), dana]);
    expect(await records.listActivity({ limit: 100 })).toHaveLength(51);
    expect(told).toHaveLength(2);
    expect(new Set(told)).toEqual(new Set(["dana", null]));
    await skip("another");
    expect(told).toHaveLength(3);
  });

  it("is told also when the last of them was not written down", async () => {
    const add = records.addActivity.bind(records);
    records.addActivity = (entry) =>
      entry.text === "lost" ? Promise.reject(new Error("full")) : add(entry);
    await Promise.all([skip("kept"), skip("lost")]);
    expect(told).toEqual([null]);
  });

  it("is written down once a minute under one key, also after the clock was put back", async () => {
    expect([await skip("a"), await skip("a")]).toEqual([true, false]);
    now += 59_999;
    expect(await skip("a")).toBe(false);
    now += 1;
    expect(await skip("a")).toBe(true);
    now -= 3_600_000;
    expect([await skip("a"), await skip("a")]).toEqual([true, false]);
  });
});
