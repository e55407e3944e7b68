import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { describe, expect, it, vi } from "vitest";
import { Announce } from "./Announce.tsx";
import { CrashNotice } from "./CrashNotice.tsx";
import { Notice } from "./Notice.tsx";

describe("Notice", () => {
  it.each(["info", "warning", "refusal", "unknown"] as const)(
    "says in words what it is: %s",
    (look) => {
      render(
        <Notice look={look} title="Title">
          Words
        </Notice>,
      );
      expect(screen.getByText("Title")).toBeVisible();
      expect(screen.getByText("Words")).toBeVisible();
      expect(screen.queryByRole("alert")).toBeNull();
    },
  );

  it("is heard at once where it is urgent", () => {
    render(<Notice look="refusal" title="Title" urgent />);
    expect(screen.getByRole("alert")).toHaveTextContent("Title");
  });
});

describe("Announce", () => {
  const said = () => screen.getByRole("status").textContent;

  it("keeps quiet about what was there at first, and says each change", () => {
    const { rerender } = render(<Announce text="OK" />);
    expect(said()).toBe("");
    rerender(<Announce text="OK" />);
    expect(said()).toBe("");
    rerender(<Announce text="Critical" />);
    expect(said()).toBe("Critical");
    rerender(<Announce text="OK" />);
    expect(said()).toBe("OK");
  });
});

describe("CrashNotice", () => {
  it("says what failed, and shows it again when told to", async () => {
    vi.mocked(console.error).mockImplementation(() => {});
    let broken = true;
    const Part = () => {
      const [text] = useState("whole");
      if (broken) throw new Error("It broke.");
      return text;
    };
    render(
      <ErrorBoundary FallbackComponent={CrashNotice}>
        <Part />
      </ErrorBoundary>,
    );
    expect(screen.getByRole("alert")).toHaveTextContent("This page has failedIt broke.");
    vi.mocked(console.error).mockClear();
    broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Show it again" }));
    expect(screen.getByText("whole")).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
