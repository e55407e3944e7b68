import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { Link, MemoryRouter, Route, Routes } from "react-router";
import { describe, expect, it } from "vitest";
import { RouteAnnouncer } from "./RouteAnnouncer.tsx";

const heading = () => screen.findByRole("heading", { level: 1 });
const Heading = ({ children }: { children: string }) => <h1 tabIndex={-1}>{children}</h1>;

/** A page that has its heading only when its data is there. */
function Late() {
  const [here, setHere] = useState(false);
  return here ? (
    <Heading>Late</Heading>
  ) : (
    <button type="button" onClick={() => setHere(true)}>
      arrive
    </button>
  );
}

function show() {
  render(
    <MemoryRouter initialEntries={["/a"]}>
      <Link to="/b">b</Link>
      <Link to="/late">late</Link>
      <Link to="/a?page=2">more</Link>
      <main>
        <Routes>
          <Route path="a" element={<Heading>A</Heading>} />
          <Route path="b" element={<Heading>B</Heading>} />
          <Route path="late" element={<Late />} />
        </Routes>
      </main>
      <RouteAnnouncer />
    </MemoryRouter>,
  );
}
const go = (name: string) => userEvent.click(screen.getByRole("link", { name }));

describe("RouteAnnouncer", () => {
  it("leaves the focus alone on the page that one came to first", async () => {
    show();
    expect(await heading()).not.toHaveFocus();
  });

  it("takes the focus to the heading after a navigation", async () => {
    show();
    await go("b");
    expect(await heading()).toHaveTextContent("B");
    expect(await heading()).toHaveFocus();
  });

  it("waits for a heading that comes later, and then leaves the focus alone", async () => {
    show();
    await go("late");
    await userEvent.click(screen.getByRole("button", { name: "arrive" }));
    await waitFor(async () => expect(await heading()).toHaveFocus());
    screen.getByRole("link", { name: "b" }).focus();
    (await heading()).append("r");
    await Promise.resolve();
    expect(screen.getByRole("link", { name: "b" })).toHaveFocus();
  });

  it("does not wait for the heading of a page that one has left", async () => {
    show();
    await go("late");
    await go("b");
    expect(await heading()).toHaveTextContent("B");
    expect(await heading()).toHaveFocus();
  });

  it("leaves the focus alone where only the query changes", async () => {
    show();
    await go("more");
    expect(screen.getByRole("link", { name: "more" })).toHaveFocus();
  });
});
