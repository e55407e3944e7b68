import { describe, expect, it } from "vitest";
import { limitOf } from "./limitOf.ts";
import { settleRows } from "./settleRows.ts";

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
      expect(settleRows(rows)).toMatchObject({ limits: [{ id: "a", used_pct }], dropped_rows: 0 });
    }
  });

  it("keep their order, and count what could not be read or breaks an invariant", () => {
    const { limits, dropped_rows } = settleRows([
      row("b", 10),
      null,
      row("a", 20),
      row("b", Infinity),
      row("b", 30),
    ]);
    expect(limits.map(({ id, used_pct }) => [id, used_pct])).toEqual([
      ["b", 30],
      ["a", 20],
    ]);
    expect(dropped_rows).toBe(2);
  });
});
