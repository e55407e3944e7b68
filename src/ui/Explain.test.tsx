import { act, fireEvent, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { renderUnderClock, useFakeTimers } from "../renderPage.tsx";
import { Explain } from "./Explain.tsx";

const show = () => {
  const { unmount } = renderUnderClock(
    <>
      <Explain label="What it is">Because it is so.</Explain>
      <button type="button">Elsewhere</button>
    </>,
  );
  return { user: userEvent.setup({ delay: null }), unmount };
};
const button = () => screen.getByRole("button", { name: "What it is" });
const tip = () => screen.getByText("Because it is so.");

describe("an explanation", () => {
  it("is shut at first, and read with its button all the same", () => {
    show();
    expect(tip()).not.toBeVisible();
    expect(button()).toHaveAttribute("aria-expanded", "false");
    expect(button()).toHaveAccessibleDescription("Because it is so.");
  });

  it.each(["{Enter}", " "])("opens and shuts by the key %j", async (key) => {
    const { user } = show();
    await user.tab();
    await user.keyboard(key);
    expect(screen.getByRole("tooltip")).toBeVisible();
    expect(button()).toHaveAttribute("aria-expanded", "true");
    await user.keyboard(key);
    expect(tip()).not.toBeVisible();
  });

  it("opens by a touch, and shuts by one elsewhere", async () => {
    const { user } = show();
    await user.pointer({ keys: "[TouchA]", target: button() });
    expect(tip()).toBeVisible();
    await user.pointer({ keys: "[TouchA]", target: document.body });
    expect(tip()).not.toBeVisible();
  });

  it("shuts by a press elsewhere, also where that moves no focus", async () => {
    const { user } = show();
    await user.click(button());
    fireEvent.pointerDown(tip());
    expect(tip()).toBeVisible();
    fireEvent.pointerDown(document.body);
    expect(tip()).not.toBeVisible();
  });

  it("shuts by Escape, and keeps the focus where it is", async () => {
    const { user } = show();
    await user.click(button());
    await user.keyboard("{Escape}");
    expect(tip()).not.toBeVisible();
    expect(button()).toHaveFocus();
  });

  it("stays while its text is pressed, to be selected", async () => {
    const { user } = show();
    await user.click(button());
    await user.click(tip());
    expect(tip()).toBeVisible();
  });

  it("shuts when the focus moves on", async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard("{Enter}");
    await user.tab();
    expect(tip()).not.toBeVisible();
  });

  it("opens under a resting mouse, which may move onto the text, and shuts after it has left", async () => {
    useFakeTimers();
    const { user } = show();
    await user.hover(button());
    expect(tip()).toBeVisible();
    await user.hover(tip());
    await vi.advanceTimersByTimeAsync(1000);
    expect(tip()).toBeVisible();
    await user.hover(screen.getByRole("button", { name: "Elsewhere" }));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(tip()).not.toBeVisible();
  });

  it("stays after the mouse has left if it was clicked", async () => {
    useFakeTimers();
    const { user } = show();
    await user.click(button());
    expect(tip()).toBeVisible();
    await user.hover(screen.getByRole("button", { name: "Elsewhere" }));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(tip()).toBeVisible();
  });

  it.each([
    ["ends past the right edge", { left: 700, right: 988 }, "-172px"],
    ["is wider than the room", { left: 20, right: 1100 }, "-12px"],
    ["has room", { left: 20, right: 308 }, "0px"],
  ])("moves into view where it %s", async (_, box, translate) => {
    vi.spyOn(document.documentElement, "clientWidth", "get").mockReturnValue(824);
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(box as DOMRect);
    const { user } = show();
    await user.click(button());
    expect(tip().style.translate.replace(/^-0/, "0")).toBe(translate);
  });
});
