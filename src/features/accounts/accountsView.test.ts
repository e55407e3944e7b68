import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountState, ConnectionSort } from "../../contract/providers.ts";
import { ProviderId } from "../../contract/snapshot.ts";
import { type AccountsView, defaultView, isNarrowed, readView, writeView } from "./accountsView.ts";
import { columns, moved, toggled } from "./columns.ts";

const read = (query: string) => readView(new URLSearchParams(query));

describe("a view in the address", () => {
  it.each([
    ["", {}],
    ["sort=name", { sort: "name" }],
    ["sort=price", {}],
    ["provider=codex&status=depleted", { provider: "codex", status: "depleted" }],
    ["provider=Codex&status=", {}],
    ["q=%20team%20", { q: "team" }],
    [`q=${"x".repeat(100)}`, { q: "x".repeat(100) }],
    [`q=${"x".repeat(101)}`, {}],
    ["q=a%00b", {}],
    ["cols=plan,state", { columns: ["plan", "state"] }],
    ["cols=plan,plan,price", { columns: ["plan"] }],
    ["cols=", { columns: [] }],
    ["cols=price", {}],
  ] as const)("%s is read, and what is wrong in it is not", (query, said) => {
    expect(read(query)).toEqual({ ...defaultView, ...said });
  });

  it("reads the same after it was written, and leaves the rest of the address alone", () => {
    const view = fc.record({
      sort: fc.constantFrom(...ConnectionSort.options),
      provider: fc.option(fc.constantFrom(...ProviderId.options)),
      status: fc.option(fc.constantFrom(...AccountState.options)),
      q: fc.string({ maxLength: 100 }).map((q) => q.replaceAll("\0", "").trim()),
      columns: fc.shuffledSubarray([...columns]),
    });
    fc.assert(
      fc.property(view, (given: AccountsView) => {
        const written = writeView(given, new URLSearchParams("scenario=busy&sort=bad"));
        expect(readView(written)).toEqual(given);
        expect(written.get("scenario")).toBe("busy");
      }),
      { seed: 12 },
    );
  });

  it("is an empty address where nothing was chosen", () => {
    expect(String(writeView(defaultView, new URLSearchParams("q=x&sort=name")))).toBe("");
  });

  it("leaves accounts out by a filter or a search, not by an order", () => {
    expect(isNarrowed({ ...defaultView, sort: "name", columns: [] })).toBe(false);
    expect(isNarrowed({ ...defaultView, q: "x" })).toBe(true);
    expect(isNarrowed({ ...defaultView, status: "off" })).toBe(true);
    expect(isNarrowed({ ...defaultView, provider: "kiro" })).toBe(true);
  });
});

describe("the columns", () => {
  it.each([
    ["plan", -1, ["state", "plan", "limits"]],
    ["plan", 1, ["state", "limits", "plan"]],
    ["state", -1, ["state", "limits", "plan"]],
    ["state", 1, ["limits", "state", "plan"]],
    ["seen", 1, ["state", "limits", "plan"]],
  ] as const)("are in another order once %s has moved by %d", (column, by, after) => {
    expect(moved(["state", "limits", "plan"], column, by)).toEqual(after);
  });

  it("come and go", () => {
    expect(toggled(["state", "plan"], "state")).toEqual(["plan"]);
    expect(toggled(["plan"], "state")).toEqual(["plan", "state"]);
  });
});
