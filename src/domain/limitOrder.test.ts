import { describe, expect, it } from "vitest";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import { limitOrder } from "./limitOrder.ts";

const limit = (id: string, gates = true, label = id): Limit => limitExample({ id, label, gates });

describe("the order of limits", () => {
  it.each([
    [
      ["credits", "weekly:model:opus", "weekly", "session"],
      ["session", "weekly", "weekly:model:opus", "credits"],
    ],
    [
      ["weekly:feature:spark", "session:feature:spark", "session"],
      ["session", "weekly:feature:spark", "session:feature:spark"],
    ],
    [
      ["weekly:pool:a", "session:pool:a", "weekly:pool:b"],
      ["weekly:pool:a", "session:pool:a", "weekly:pool:b"],
    ],
    [[], []],
  ])("of %s is %s", (given, expected) => {
    expect(limitOrder(given.map((id) => limit(id))).map(({ id }) => id)).toEqual(expected);
  });

  it("puts information last, whatever it is of", () => {
    const given = [limit("session", false), limit("overage", false), limit("credits")];
    expect(limitOrder(given).map(({ id }) => id)).toEqual(["credits", "session", "overage"]);
  });

  it("keeps equals as they came, and what it was given as it was", () => {
    const given = [limit("b"), limit("a"), limit("weekly", true, "1"), limit("weekly", true, "2")];
    const before = [...given];
    expect(limitOrder(given).map(({ label }) => label)).toEqual(["1", "2", "b", "a"]);
    expect(given).toEqual(before);
  });
});
