import { describe, expect, it } from "vitest";
import { limitOf } from "./limitOf.ts";
import { readRow, readRows, settled, sound } from "./rows.ts";

const NOW = Date.parse("2026-07-18T23:30:00.000Z");
const row = (id: string, used_pct: number | null, depleted?: boolean) =>
  limitOf(
    {
      id,
      label: id,
      kind: "window",
      unit: "percent",
      used_pct,
      ...(depleted === undefined ? {} : { depleted }),
    },
    NOW,
  );

describe("rows of an answer", () => {
  it.each([
    ["the more used", row("a", 40), row("a", 60), 60],
    ["the known", row("a", null), row("a", 0), 0],
    ["the depleted, whatever its share", row("a", 99), row("a", null, true), null],
  ])("keep %s of two with one id, in either order", (_, one, other, used_pct) => {
    for (const rows of [
      [one, other],
      [other, one],
    ]) {
      expect(sound(settled(rows))).toMatchObject({
        limits: [{ id: "a", used_pct }],
        dropped_rows: 0,
      });
    }
  });

  it("keep their order, and count what could not be read or breaks an invariant", () => {
    const { limits, dropped_rows } = sound(
      settled([row("b", 10), null, row("a", 20), row("b", Infinity), row("b", 30)]),
    );
    expect(limits.map(({ id, used_pct }) => [id, used_pct])).toEqual([
      ["b", 30],
      ["a", 20],
    ]);
    expect(dropped_rows).toBe(2);
  });

  const shape = { path: "rows", known: ["id"] };
  const read = ({ id }: Readonly<Record<string, unknown>>) =>
    typeof id === "string" ? [row(id, 1), id === "half" ? null : row(`${id}+`, 2)] : null;

  it.each<[string, unknown, string[], number, string[]]>([
    ["none where there are none", undefined, [], 0, []],
    ["none where they are null", null, [], 0, []],
    ["one lost where they are no list", { id: "a" }, [], 1, []],
    ["each that can be read", [{ id: "a" }, { id: "b" }], ["a", "a+", "b", "b+"], 0, []],
    ["the good beside the bad", [null, 7, {}, { id: "a" }], ["a", "a+"], 3, []],
    ["the part that can be read", [{ id: "half" }], ["half"], 1, []],
    ["what is new in them, once", [{ id: "a", x: 1 }, { x: 1 }], ["a", "a+"], 1, ["rows.x"]],
  ])("tell %s", (_, rows, ids, dropped_rows, unknown_keys) => {
    const told = readRows(rows, shape, read);
    expect(told.limits.map(({ id }) => id)).toEqual(ids);
    expect(told).toMatchObject({ dropped_rows, unknown_keys });
  });

  it("may be the one that a member is, if it is there", () => {
    expect(readRow({ id: "a" }, shape, read)).toEqual(readRows([{ id: "a" }], shape, read));
    expect(readRow([], shape, read)).toEqual(readRows([null], shape, read));
    for (const none of [undefined, null]) {
      expect(readRow(none, shape, read)).toEqual(readRows([], shape, read));
    }
  });
});
