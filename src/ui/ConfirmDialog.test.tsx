import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { ConfirmDialog } from "./ConfirmDialog.tsx";

/** A page that asks before it removes something. */
function Removing() {
  const [asking, setAsking] = useState(false);
  const [removed, setRemoved] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Remove
      </button>
      <p>removed {removed} times</p>
      <ConfirmDialog
        open={asking}
        title="Remove it?"
        confirm="Remove for good"
        onConfirm={() => setRemoved(removed + 1)}
        onClose={() => setAsking(false)}
      >
        It cannot be undone.
      </ConfirmDialog>
    </>
  );
}

const dialog = () => screen.queryByRole("dialog", { name: "Remove it?" });
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("ConfirmDialog", () => {
  it("is shut until it is asked for, then modal, with its question", async () => {
    render(<Removing />);
    expect(dialog()).toBeNull();
    await press("Remove");
    expect(dialog()).toHaveTextContent("It cannot be undone.");
    expect(dialog()).toHaveProperty("open", true);
  });

  it("does nothing when it is cancelled", async () => {
    render(<Removing />);
    await press("Remove");
    await press("Cancel");
    expect(dialog()).toBeNull();
    expect(screen.getByText("removed 0 times")).toBeVisible();
  });

  it("acts once when it is confirmed, and shuts", async () => {
    render(<Removing />);
    await press("Remove");
    await press("Remove for good");
    expect(dialog()).toBeNull();
    expect(screen.getByText("removed 1 times")).toBeVisible();
  });

  it("opens again after the browser has shut it, by Escape", async () => {
    render(<Removing />);
    await press("Remove");
    (dialog() as HTMLDialogElement).close();
    await press("Remove");
    expect(dialog()).toBeVisible();
    expect(screen.getByText("removed 0 times")).toBeVisible();
  });
});
