import { beforeEach, expect, it } from "vitest";
import { toInstant } from "../../src/contract/instant.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { createMemoryRecords } from "../engines/memoryRecords.ts";
import type { Records } from "../engines/records.ts";
import { at, START } from "./accountsTestSetup.ts";
import { type Cooldowns, createCooldowns } from "./cooldowns.ts";

let now: number;
let records: Records;
let warnings: string[];
let cooldowns: Cooldowns;

const create = () =>
  createCooldowns({
    records,
    now: () => now,
    log: {
      debug: () => {},
      info: () => {},
      warn: (_, message) => void warnings.push(message),
      error: () => {},
    },
  });

beforeEach(() => {
  now = START;
  records = createMemoryRecords();
  warnings = [];
  cooldowns = create();
});

it("rests twice as long each time in a row, up to an hour", async () => {
  const rests: number[] = [];
  for (let n = 0; n < 6; n++) rests.push(await cooldowns.start("f", null));
  expect(rests).toEqual([300, 600, 1200, 2400, 3600, 3600]);
});

it.each([
  ["a shorter one than is believed", 5, 60],
  ["none that could be read", 0, 300],
  ["one of two minutes", 120, 120],
  ["one longer than any doubling", 7200, 7200],
])("is asked for %s", async (_, asked, seconds) => {
  expect(await cooldowns.start("f", asked)).toBe(seconds);
});

it("is over at its very millisecond", async () => {
  await cooldowns.start("f", null);
  now += 299_999;
  expect(cooldowns.until("f")).toBe(at(300));
  now += 1;
  expect(cooldowns.until("f")).toBeNull();
});

it("is over, and short the next time, once the vendor has answered", async () => {
  await cooldowns.start("f", null);
  await cooldowns.start("f", null);
  cooldowns.clear("f");
  expect(cooldowns.until("f")).toBeNull();
  expect(await cooldowns.start("f", null)).toBe(300);
});

it("is each credential's own", async () => {
  await cooldowns.start("f", null);
  await cooldowns.start("f", null);
  expect(cooldowns.until("g")).toBeNull();
  expect(await cooldowns.start("g", null)).toBe(300);
});

it("outlives the server", async () => {
  await cooldowns.start("f", 600);
  now += 599_999;
  cooldowns = create();
  await cooldowns.load();
  expect(cooldowns.until("f")).toBe(toInstant(START + 600_000));
  now += 1;
  expect(cooldowns.until("f")).toBeNull();
});

it("holds though it cannot be written down", async () => {
  records.writeCooldown = () => Promise.reject(new EngineUnavailableError("records"));
  expect(await cooldowns.start("f", null)).toBe(300);
  expect(cooldowns.until("f")).toBe(at(300));
  expect(warnings).toEqual(["a cool-down was not written down"]);
});
