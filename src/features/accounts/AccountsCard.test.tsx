import { act, screen, waitFor, within } from "@testing-library/react";
import { useLocation } from "react-router";
import { describe, expect, it } from "vitest";
import { manyAccounts, sampleAccounts } from "../../../mocks/accounts.ts";
import { openPage, type Page, T0 } from "../../renderPage.tsx";
import { AccountsCard } from "./AccountsCard.tsx";

const samples = sampleAccounts(T0);

async function add(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const known = samples.find(({ account }) => account.nickname === name);
    if (!known) throw new RangeError(`There is no sample ${name}.`);
    await page.world.accounts.book.add(known);
  }
}

function Where() {
  const { search } = useLocation();
  return <output aria-label="Address">{decodeURIComponent(search)}</output>;
}

const FEW = ["Work", "Session spent", "Failing", "Switched off"];

async function open(names: readonly string[] = FEW, path = "/accounts") {
  const page = await openPage();
  await add(page, names);
  page.render(
    <>
      <AccountsCard empty={<button type="button">Add the first</button>} />
      <Where />
    </>,
    path,
  );
  return page;
}

const plain = (element: HTMLElement) => element.textContent?.replaceAll("\u00a0", " ") ?? "";
const names = () =>
  screen.queryAllByRole("rowheader").map((header) => header.querySelector("p")?.textContent);
const shows = (...expected: string[]) => waitFor(() => expect(names()).toEqual(expected));
const row = (name: string) => screen.findByRole("row", { name: new RegExp(`^${name}`) });
const address = () => screen.getByLabelText("Address");

describe("the table of accounts", () => {
  it("has a row each, under its columns, those that need somebody first", async () => {
    await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    const table = screen.getByRole("table", { name: "Provider accounts" });
    expect(table).toHaveAttribute("aria-rowcount", "5");
    expect(screen.getAllByRole("columnheader").map(plain)).toEqual([
      "Account",
      "State",
      "Limits",
      "Resets",
      "Seen",
      "Plan",
      "Details",
    ]);
    const spent = await row("Session spent");
    expect(spent).toHaveAttribute("aria-rowindex", "2");
    expect(within(spent).getAllByRole("cell").map(plain)).toEqual([
      "Out of quota",
      "Session (5 h) · tightest100%Weekly62%",
      "in 2 h 15 m · 14:15 UTC",
      "as of 1 m ago",
      "Pro",
      "",
    ]);
  });

  it("shows at most three meters, the tightest among them, and opens the others", async () => {
    const long = samples.find(({ account }) => account.provider === "copilot")?.account.nickname;
    const page = await open([long ?? ""]);
    const [only] = (await screen.findAllByRole("row")).slice(1);
    const meters = () => within(only as HTMLElement).queryAllByRole("meter");
    expect(meters().map((meter) => meter.getAttribute("aria-label"))).toEqual([
      `Premium requests of this month, of ${long}`,
      `Code reviews, tightest, of ${long}`,
    ]);
    expect(within(only as HTMLElement).getByText("Unlimited")).toBeVisible();
    await page.user.click(screen.getByRole("button", { name: "+2 more" }));
    expect(within(only as HTMLElement).getByText("Coding agent sessions")).toBeVisible();
  });

  it("keeps the last values beside what went wrong with the latest poll", async () => {
    await open(["Failing", "Paused", "Signed out"]);
    const failing = await row("Failing");
    expect(plain(failing)).toContain("as of 26 m ago");
    expect(plain(failing)).toContain("Last refresh failed: Claude answered 503.");
    expect(within(failing).getAllByRole("meter")).toHaveLength(2);
    expect(plain(await row("Paused"))).toContain("Refresh paused 4 m");
    expect(plain(await row("Signed out"))).toContain("Sign in again: Gemini does not accept");
    expect(within(await row("Signed out")).getAllByRole("meter")).toHaveLength(2);
  });

  it("calls nothing empty or full that is not known", async () => {
    await open(["Never read", "Unlimited", "Balance"]);
    expect(plain(await row("Never read"))).toMatch(/Unknown.*No limit known.*Not read yet/);
    expect(plain(await row("Unlimited"))).toContain("MessagesUnlimited");
    expect(plain(await row("Balance"))).toContain("$24.60 left");
    expect(screen.queryByRole("meter")).toBeNull();
  });

  it("changes a row by itself when its reset passes", async () => {
    const page = await open(["Session spent"]);
    const spent = await row("Session spent");
    await page.clock.turn(2 * 3600 + 15 * 60 - 1);
    expect(plain(spent)).toContain("Out of quota");
    const asked = page.times("GET /providers/client");
    await page.clock.turn(1);
    expect(plain(spent)).not.toContain("Out of quota");
    expect(plain(spent)).toContain("Weekly · tightest");
    expect(plain(spent)).toContain("reset due, checking");
    expect(page.times("GET /providers/client")).toBe(asked);
  });

  it("follows what changes elsewhere, without being asked", async () => {
    const page = await open(["Work"]);
    await shows("Work");
    await add(page, ["Session spent"]);
    const spent = await row("Session spent");
    expect(spent).toHaveAttribute("aria-rowindex", "2");
    expect(await row("Work")).toHaveAttribute("aria-rowindex", "3");
  });
});

describe("what is looked at", () => {
  it("is narrowed by state and provider, with counts, and written in the address", async () => {
    const page = await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    const state = screen.getByRole("combobox", { name: "State" });
    expect(within(state).getByRole("option", { name: "Out of quota (1)" })).toBeInTheDocument();
    await page.user.selectOptions(state, "depleted");
    await shows("Session spent");
    expect(address()).toHaveTextContent("?status=depleted");
    await page.user.selectOptions(state, "");
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Provider" }), "cursor");
    await shows("Switched off");
    expect(address()).toHaveTextContent("?provider=cursor");
  });

  it("stays whole while the accounts of another filter are awaited", async () => {
    const page = await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    let answer = () => {};
    page.way = async (request, send) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return send(request);
    };
    await page.user.selectOptions(screen.getByRole("combobox", { name: "State" }), "off");
    expect(names()).toEqual(["Session spent", "Failing", "Work", "Switched off"]);
    expect(screen.queryByRole("status", { name: /^Loading/ })).toBeNull();
    answer();
    await shows("Switched off");
  });

  it("is put in another order", async () => {
    const page = await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Order" }), "name");
    await shows("Failing", "Session spent", "Switched off", "Work");
    expect(address()).toHaveTextContent("?sort=name");
  });

  it("is searched once one stops typing; Escape ends the search", async () => {
    const page = await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    const search = screen.getByRole("searchbox", { name: "Search accounts" });
    const before = page.times("GET /providers/client");
    await page.user.type(search, "spent");
    await shows("Session spent");
    expect(page.times("GET /providers/client") - before).toBeLessThanOrEqual(2);
    expect(address()).toHaveTextContent("?q=spent");
    await page.user.type(search, "{Escape}");
    await shows("Session spent", "Failing", "Work", "Switched off");
    expect(search).toHaveValue("");
    expect(address()).toBeEmptyDOMElement();
  });

  it("is the same again from a link, whatever is wrong in it", async () => {
    await open(FEW, "/accounts?status=failing&cols=plan,state&sort=price");
    await shows("Failing");
    expect(screen.getByRole("combobox", { name: "State" })).toHaveValue("failing");
    expect(screen.getByRole("combobox", { name: "Order" })).toHaveValue("attention");
    const titles = screen.getAllByRole("columnheader").map(plain);
    expect(titles).toEqual(["Account", "Plan", "State", "Details"]);
  });

  it("has the columns one wants, in the order one wants", async () => {
    const page = await open(["Work"]);
    await shows("Work");
    await page.user.click(screen.getByRole("button", { name: "Columns" }));
    await page.user.click(screen.getByRole("checkbox", { name: "Seen" }));
    await page.user.click(screen.getByRole("button", { name: "Move Plan left" }));
    const titles = screen.getAllByRole("columnheader").map(plain);
    expect(titles).toEqual(["Account", "State", "Limits", "Plan", "Resets", "Details"]);
    expect(address()).toHaveTextContent("?cols=state,limits,plan,resets");
    await page.user.keyboard("{Escape}");
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.getByRole("button", { name: "Columns" })).toHaveFocus();
  });

  it("that leaves nothing says so, and leads back", async () => {
    const page = await open(["Work"], "/accounts?q=nobody");
    await page.user.click(await screen.findByRole("button", { name: "Clear filters" }));
    await shows("Work");
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });
});

describe("the four states", () => {
  it("are pending, then data", async () => {
    await open(["Work"]);
    expect(screen.getByRole("status", { name: "Loading: provider accounts" })).toBeVisible();
    await shows("Work");
  });

  it("are at once what was known last, at the next visit", async () => {
    const page = await openPage();
    await add(page, ["Work"]);
    const { unmount } = page.render(<AccountsCard />);
    await shows("Work");
    unmount();
    page.way = () => new Promise(() => {});
    page.render(<AccountsCard />);
    expect(names()).toEqual(["Work"]);
    expect(screen.queryByRole("status", { name: /^Loading/ })).toBeNull();
  });

  it("are empty, with the way to the first account", async () => {
    await open([]);
    expect(await screen.findByText("No provider accounts yet")).toBeVisible();
    expect(screen.getByRole("button", { name: "Add the first" })).toBeVisible();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("are failed, which is not empty", async () => {
    const page = await openPage();
    page.way = async () => Response.error();
    page.render(<AccountsCard />);
    expect(await screen.findByText("Accounts unavailable")).toBeVisible();
    expect(screen.queryByText("No provider accounts yet")).toBeNull();
  });

  it("are the last values with their age, where they cannot be had anew", async () => {
    const page = await open(["Work"]);
    await shows("Work");
    page.way = async () => Response.error();
    await page.live.close();
    await page.live.open();
    expect(await screen.findByText("Could not be refreshed")).toBeVisible();
    await shows("Work");
    expect(within(await row("Work")).getAllByRole("meter").length).toBeGreaterThan(1);
  });
});

describe("by keyboard", () => {
  it("arrows, Home and End go from row to row, Enter opens one, and Escape closes it", async () => {
    const page = await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    (await row("Session spent")).focus();
    const goes = async (key: string, name: string) => {
      await page.user.keyboard(key);
      expect(await row(name)).toHaveFocus();
    };
    await goes("{ArrowDown}", "Failing");
    await goes("{ArrowUp}", "Session spent");
    await goes("{ArrowUp}", "Session spent");
    await goes("{End}", "Switched off");
    await goes("{ArrowDown}", "Switched off");
    await goes("{Home}", "Session spent");
    await page.user.keyboard("{Enter}");
    expect(screen.getByRole("button", { name: "Remove" })).toBeVisible();
    await page.user.tab();
    expect(screen.getByRole("button", { name: "Details of Session spent" })).toHaveFocus();
    await page.user.keyboard("{Escape}");
    expect(await row("Session spent")).toHaveFocus();
    expect(screen.getByRole("button", { name: "Remove" })).toBeVisible();
    // Once more where nothing is open: it stays closed.
    for (const _ of [1, 2]) {
      await page.user.keyboard("{Escape}");
      expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
      expect(await row("Session spent")).toHaveFocus();
    }
  });

  it("Tab finds one row, and nothing of the others", async () => {
    await open();
    await shows("Session spent", "Failing", "Work", "Switched off");
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
    const others = rows.slice(1).flatMap((other) => within(other).getAllByRole("button"));
    expect(others.every(({ tabIndex }) => tabIndex === -1)).toBe(true);
  });

  it("the focus stays with its account when the order changes", async () => {
    const page = await open(["Failing", "Work"]);
    await shows("Failing", "Work");
    act(() => screen.getAllByRole("row")[2]?.focus());
    await add(page, ["Session spent"]);
    await shows("Session spent", "Failing", "Work");
    expect(await row("Work")).toHaveFocus();
    await page.user.keyboard("{ArrowUp}");
    expect(await row("Failing")).toHaveFocus();
  });

  it("the focus does not come back to who clicked beside the table", async () => {
    const page = await open(["Failing", "Work"]);
    await shows("Failing", "Work");
    await page.user.click(await row("Work"));
    expect(await row("Work")).toHaveFocus();
    await page.user.click(screen.getByRole("heading", { name: "Provider accounts" }));
    expect(document.body).toHaveFocus();
    await add(page, ["Session spent"]);
    await shows("Session spent", "Failing", "Work");
    expect(document.body).toHaveFocus();
  });

  it("End reaches the last of two thousand, of which few are drawn", async () => {
    const page = await openPage();
    for (const known of manyAccounts(2000, T0)) await page.world.accounts.book.add(known);
    page.render(<AccountsCard />, "/accounts?sort=name");
    (await row("Team account 1 ")).focus();
    await page.user.keyboard("{End}");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("aria-rowindex", "2001"));
    expect(await row("Team account 2000")).toHaveFocus();
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
  });
});
