import { expect, it } from "vitest";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import { isRead } from "./isRead.ts";

it.each<[boolean, Partial<Limit>]>([
  [false, {}],
  [false, { max: 100, resets_at: "2026-03-08T12:00:00.000Z" }],
  [false, { cap: "unknown", enabled: true }],
  [true, { used_pct: 0, depleted: null }],
  [true, { used: 0 }],
  [true, { remaining: 0 }],
  [true, { depleted: false }],
  [true, { depleted: true }],
  [true, { cap: "unlimited" }],
  [true, { cap: "no_cap" }],
])("is %s of a limit of which nothing else is known than %j", (read, told) => {
  expect(isRead(limitExample(told))).toBe(read);
});
