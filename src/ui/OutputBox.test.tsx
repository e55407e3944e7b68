import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { OutputBox } from "./OutputBox.tsx";

const LINE = 20;
const HEIGHT = 100;

/** As tall as its lines; the test's page has no layout of its own. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(HEIGHT);
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockImplementation(function (
    this: HTMLElement,
  ) {
    return LINE * (this.textContent.split("\n").length - 1);
  });
});

const box = () => screen.getByRole("region", { name: "Output" });
const lines = (count: number) => ({ output: { text: "word\n".repeat(count), dropped_bytes: 0 } });
const bottom = (count: number) => LINE * count;

function scrollTo(top: number): void {
  box().scrollTop = top;
  fireEvent.scroll(box());
}

describe("the output", () => {
  it("stands at its end, and follows it as more is printed", () => {
    const { rerender } = render(<OutputBox {...lines(50)} />);
    expect(box().scrollTop).toBe(bottom(50));
    rerender(<OutputBox {...lines(60)} />);
    expect(box().scrollTop).toBe(bottom(60));
  });

  it("stays where a reader has scrolled to, until that is the end again", () => {
    const { rerender } = render(<OutputBox {...lines(50)} />);
    scrollTo(200);
    rerender(<OutputBox {...lines(60)} />);
    expect(box().scrollTop).toBe(200);
    scrollTo(bottom(60) - HEIGHT);
    rerender(<OutputBox {...lines(70)} />);
    expect(box().scrollTop).toBe(bottom(70));
  });

  it("is reached by the keyboard, and is not read out line by line", () => {
    render(<OutputBox {...lines(1)} />);
    expect(box()).toHaveAttribute("tabindex", "0");
    expect(box()).not.toHaveAttribute("aria-live");
    expect(box().closest("[aria-live], [role=log], [role=status]")).toBeNull();
  });
});
