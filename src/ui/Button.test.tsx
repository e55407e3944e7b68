import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Button } from "./Button.tsx";

const act = vi.fn<() => void>();
const submit = vi.fn<() => void>();
beforeEach(() => {
  act.mockReset();
  submit.mockReset();
});

const inForm = (blockedBecause: string | null) =>
  render(
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input aria-label="Message" />
      <Button type="submit" blockedBecause={blockedBecause} onClick={act} aria-describedby="note">
        Start
      </Button>
      <p id="note">Note</p>
    </form>,
  );
const button = () => screen.getByRole("button", { name: "Start" });

describe("Button", () => {
  it("acts on a click, and submits by the Enter key", async () => {
    inForm(null);
    await userEvent.click(button());
    expect(act).toHaveBeenCalledTimes(1);
    expect(submit).toHaveBeenCalledTimes(1);
    await userEvent.type(screen.getByLabelText("Message"), "{Enter}");
    expect(submit).toHaveBeenCalledTimes(2);
    expect(button()).not.toHaveAttribute("aria-disabled");
    expect(button()).toHaveAccessibleDescription("Note");
  });

  it("is no submit button unless it is said to be one", () => {
    render(<Button>Start</Button>);
    expect(button()).toHaveAttribute("type", "button");
  });

  it("stays focusable while it is blocked, and says why", async () => {
    inForm("Run quota exhausted.");
    expect(button()).toHaveAttribute("aria-disabled", "true");
    expect(button()).toBeEnabled();
    expect(button()).toHaveAccessibleDescription("Run quota exhausted.");
    await userEvent.tab();
    await userEvent.tab();
    expect(button()).toHaveFocus();
  });

  it("does nothing while it is blocked: no click, no key, no Enter in its form", async () => {
    inForm("Run quota exhausted.");
    await userEvent.click(button());
    button().focus();
    await userEvent.keyboard("{Enter} ");
    await userEvent.type(screen.getByLabelText("Message"), "{Enter}");
    expect(act).not.toHaveBeenCalled();
    expect(submit).not.toHaveBeenCalled();
  });
});
