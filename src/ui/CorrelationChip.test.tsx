import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { CorrelationChip } from "./CorrelationChip.tsx";

const ID = "0a1b2c3d-0000-4000-8000-000000000001";

describe("CorrelationChip", () => {
  it("shows the beginning of the id and copies it whole", async () => {
    const user = userEvent.setup();
    render(<CorrelationChip id={ID} />);
    const chip = screen.getByRole("button", { name: `Copy the answer's id ${ID}` });
    expect(chip).toHaveTextContent(/^0a1b2c3d$/);
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
    await user.click(chip);
    expect(await navigator.clipboard.readText()).toBe(ID);
    expect(screen.getByRole("status")).toHaveTextContent(/^Copied$/);
    await user.tab();
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  it("says so where copying is not allowed", async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(
      new DOMException("denied", "NotAllowedError"),
    );
    render(<CorrelationChip id={ID} />);
    await user.click(screen.getByRole("button"));
    expect(screen.getByRole("status")).toHaveTextContent("Copying is not allowed here");
  });

  it("says so where there is no clipboard, as without TLS", async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue(undefined as never);
    render(<CorrelationChip id={ID} />);
    await user.click(screen.getByRole("button"));
    expect(screen.getByRole("status")).toHaveTextContent("Copying is not allowed here");
  });
});
