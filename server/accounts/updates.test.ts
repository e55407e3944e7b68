import { beforeEach, expect, it } from "vitest";
import { createMemoryCounters } from "../engines/memoryCounters.ts";
import { createUpdates, type Updates, type Urgency } from "./updates.ts";

let now: number;
let told: number;
let warnings: number;
let broken: boolean;
let updates: Updates;

beforeEach(() => {
  now = 1_000_000;
  told = warnings = 0;
  broken = false;
  const counters = createMemoryCounters();
  counters.subscribe(() => void told++);
  const publish = counters.publish.bind(counters);
  counters.publish = (event) => (broken ? Promise.reject(new Error("lost")) : publish(event));
  const none = () => {};
  updates = createUpdates({
    counters,
    now: () => now,
    log: { debug: none, info: none, warn: () => void warnings++, error: none },
  });
});

it.each<[Urgency, number]>([
  ["soon", 2000],
  ["later", 30_000],
])("tells what is for %s %i ms after the last telling, and no sooner", async (urgency, pause) => {
  await updates.tell("now");
  await updates.tell(urgency);
  now += pause - 1;
  await updates.flush();
  expect(told).toBe(1);
  now += 1;
  await updates.flush();
  expect(told).toBe(2);
  now += 1_000_000;
  await updates.flush();
  expect(told).toBe(2);
});

it("tells what is for now at once, however much is told", async () => {
  for (let n = 1; n <= 3; n++) {
    await updates.tell("now");
    expect(told).toBe(n);
  }
});

it("lets the most urgent of what waits decide, in whatever order it came", async () => {
  for (const [one, other] of [
    ["later", "soon"],
    ["soon", "later"],
  ] as const) {
    await updates.tell("now");
    const before = told;
    await updates.tell(one);
    await updates.tell(other);
    now += 2000;
    await updates.flush();
    expect(told - before).toBe(1);
    now += 30_000;
    await updates.flush();
    expect(told - before).toBe(1);
  }
});

it("takes a lost event for told, and goes on", async () => {
  broken = true;
  await updates.tell("now");
  expect([told, warnings]).toEqual([0, 1]);
  broken = false;
  await updates.tell("now");
  expect(told).toBe(1);
});
