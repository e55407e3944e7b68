import { describe, expect, it } from "vitest";
import { useToasts } from "./toasts.ts";

const { show, dismiss } = useToasts.getState();
const texts = () => useToasts.getState().toasts.map(({ text }) => text);

describe("toasts", () => {
  it("stand in the order in which they came, done unless said otherwise", () => {
    show("Run started");
    show("Not cancelled", "failed");
    expect(useToasts.getState().toasts).toMatchObject([
      { text: "Run started", look: "done" },
      { text: "Not cancelled", look: "failed" },
    ]);
  });

  it("are three at most: the oldest goes", () => {
    for (const text of ["a", "b", "c", "d"]) show(text);
    expect(texts()).toEqual(["b", "c", "d"]);
  });

  it("are dismissed one by one, also of two that say the same", () => {
    show("Run started");
    show("Run started");
    const [first, second] = useToasts.getState().toasts;
    dismiss(first?.id ?? 0);
    expect(useToasts.getState().toasts).toEqual([second]);
    dismiss(first?.id ?? 0);
    expect(texts()).toEqual(["Run started"]);
  });

  it("begin empty in every test", () => {
    expect(texts()).toEqual([]);
  });
});
