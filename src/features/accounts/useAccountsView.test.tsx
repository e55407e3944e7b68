import { act, renderHook } from "@testing-library/react";
import { MemoryRouter, useLocation } from "react-router";
import { expect, it } from "vitest";
import { useAccountsView } from "./useAccountsView.ts";

/** The hook on a page at this address, and what the address says by now. */
const open = (path: string) =>
  renderHook(() => ({ ...useAccountsView(), search: decodeURIComponent(useLocation().search) }), {
    wrapper: ({ children }) => <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>,
  }).result;

it("keeps a change that is not drawn yet when the next one comes", () => {
  const page = open("/accounts?job=1");
  const { change } = page.current;
  act(() => {
    change({ columns: ["resets", "limits"] });
    change({ q: "ada" });
  });
  expect(page.current.search).toBe("?job=1&cols=resets,limits&q=ada");
  expect(page.current.view).toMatchObject({ columns: ["resets", "limits"], q: "ada" });
});

it("goes on from what the address says by then", () => {
  const page = open("/accounts?sort=name");
  act(() => page.current.change({ sort: "recovery" }));
  act(() => page.current.change({ sort: "attention", provider: "claude" }));
  expect(page.current.search).toBe("?provider=claude");
});
