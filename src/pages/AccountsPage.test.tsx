import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { plainProvider } from "../../mocks/plainProvider.ts";
import { openPage } from "../renderPage.tsx";
import AccountsPage from "./AccountsPage.tsx";

const providers = [plainProvider("claude", "Claude")];

describe("the page without an account", () => {
  it("says what an account gives, and that nothing is read before a click; one button leads on", async () => {
    const page = await openPage({ providers });
    page.render(<AccountsPage />, "/accounts");
    const empty = (await screen.findByText("No provider accounts yet"))
      .parentElement as HTMLElement;
    expect(empty).toHaveTextContent("what is left of each limit, and when it resets");
    expect(empty).toHaveTextContent("reads no credential and asks no vendor before you choose one");
    expect(within(empty).getByRole("button", { name: "+ Add account" })).toBeVisible();
    // An answer's id is a button too, and its letters may be any.
    expect(screen.getAllByRole("button", { name: /account|refresh/i })).toHaveLength(1);
  });

  it("gives way to the list and its actions with the first account", async () => {
    const page = await openPage({ providers });
    page.render(<AccountsPage />, "/accounts");
    await page.user.click(await screen.findByRole("button", { name: "+ Add account" }));
    const dialog = await screen.findByRole("dialog", { name: "Add an account" });
    await page.user.selectOptions(await within(dialog).findByLabelText("Provider"), "claude");
    await page.user.type(within(dialog).getByLabelText("Token"), "ok-1");
    await page.user.click(within(dialog).getByRole("button", { name: "Add account" }));
    await page.user.click(await within(dialog).findByRole("button", { name: "Done" }));
    expect(await screen.findByRole("button", { name: "Refresh all" })).toBeVisible();
    expect(screen.getAllByRole("button", { name: "+ Add account" })).toHaveLength(1);
  });
});
