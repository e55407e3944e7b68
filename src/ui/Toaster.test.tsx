import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Toaster } from "./Toaster.tsx";

const done = { id: 1, text: "Run started", look: "done" as const };
const failed = { id: 2, text: "Not cancelled", look: "failed" as const };
const onDismiss = vi.fn<(id: number) => void>();
beforeEach(() => {
  onDismiss.mockReset();
});

const wait = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms));

describe("Toaster", () => {
  it("says politely what was done", () => {
    render(<Toaster toasts={[done, failed]} onDismiss={onDismiss} />);
    expect(screen.getByRole("status")).toHaveTextContent("Run startedNot cancelled");
  });

  it("lets go of what was done after six seconds, and keeps what failed", async () => {
    vi.useFakeTimers();
    render(<Toaster toasts={[done, failed]} onDismiss={onDismiss} />);
    await wait(5999);
    expect(onDismiss).not.toHaveBeenCalled();
    await wait(1);
    expect(onDismiss.mock.calls).toEqual([[1]]);
    await wait(3_600_000);
    expect(onDismiss.mock.calls).toEqual([[1]]);
  });

  it("does not begin to wait anew because another came", async () => {
    vi.useFakeTimers();
    const { rerender } = render(<Toaster toasts={[done]} onDismiss={onDismiss} />);
    await wait(4000);
    rerender(<Toaster toasts={[{ ...done }, { ...done, id: 3 }]} onDismiss={onDismiss} />);
    await wait(2000);
    expect(onDismiss.mock.calls).toEqual([[1]]);
  });

  it("waits for none that is gone already", async () => {
    vi.useFakeTimers();
    const { rerender } = render(<Toaster toasts={[done]} onDismiss={onDismiss} />);
    rerender(<Toaster toasts={[]} onDismiss={onDismiss} />);
    await wait(6000);
    expect(onDismiss).not.toHaveBeenCalled();
  });

  it("dismisses the one that was meant", async () => {
    render(<Toaster toasts={[done, failed]} onDismiss={onDismiss} />);
    await userEvent.click(screen.getAllByRole("button", { name: "Dismiss" })[1] as HTMLElement);
    expect(onDismiss.mock.calls).toEqual([[2]]);
  });
});
