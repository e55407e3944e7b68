import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { sampleAccounts } from "../../../mocks/accounts.ts";
import { API_PREFIX } from "../../contract/api.ts";
import { at, openPage, type Page, T0 } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { AccountsCard } from "./AccountsCard.tsx";

const known = sampleAccounts(T0).find(({ account }) => account.nickname === "Work");
if (!known) throw new RangeError("There is no sample to work with.");
const { account, poll } = known;

/** One account, opened. */
async function open() {
  const page = await openPage();
  await page.world.accounts.book.add({ account, poll });
  page.render(
    <>
      <AccountsCard />
      <ToastArea />
    </>,
  );
  await page.user.click(await screen.findByRole("button", { name: "Details of Work" }));
  return page;
}

const press = (page: Page, name: string) => page.user.click(screen.getByRole("button", { name }));
const row = () => screen.getAllByRole("row")[1] as HTMLElement;
const session = () =>
  within(row())
    .getByRole("meter", { name: /^Session \(5 h\).*, of Work$/ })
    .getAttribute("aria-valuenow");

/** Answers the next live fetch by hand. */
function holdUsage(page: Page): (response: Response) => void {
  let answer: (response: Response) => void = () => {};
  const held = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  page.way = (request, send) =>
    new URL(request.url).pathname === `${API_PREFIX}/usage/${account.id}` ? held : send(request);
  return (response) => answer(response);
}

describe("refreshing one account", () => {
  it("keeps the values while it runs, and then shows the new ones", async () => {
    const page = await open();
    const answer = holdUsage(page);
    await press(page, "Refresh");
    await waitFor(() => expect(row()).toHaveAttribute("aria-busy", "true"));
    expect(session()).toBe("46");
    expect(row()).toHaveTextContent("Refreshing…");
    const limits = poll.snapshot.limits.map((limit) =>
      limit.id === "session" ? { ...limit, used_pct: 71, observed_at: at(0) } : limit,
    );
    answer(Response.json({ ...poll.snapshot, limits, observed_at: at(0), fetched_at: at(0) }));
    await waitFor(() => expect(session()).toBe("71"));
    expect(row()).not.toHaveAttribute("aria-busy");
    expect(row()).toHaveTextContent("as of just now");
  });

  it("that fails at the vendor keeps them, too, and says why", async () => {
    const page = await open();
    const answer = holdUsage(page);
    await press(page, "Refresh");
    const error = { code: "http_503", message: "Claude answered 503." };
    answer(Response.json({ ...poll.snapshot, status: "error", error }));
    await within(row()).findByText(/Last refresh failed/);
    expect(row()).toHaveTextContent("Claude answered 503.");
    expect(session()).toBe("46");
  });

  it("that does not reach the server says so", async () => {
    const page = await open();
    const answer = holdUsage(page);
    await press(page, "Refresh");
    answer(Response.error());
    expect(await screen.findByText(/^Work was not refreshed:/)).toBeVisible();
    expect(session()).toBe("46");
  });
});

describe("an account", () => {
  it("is renamed", async () => {
    const page = await open();
    await press(page, "Rename");
    const dialog = screen.getByRole("dialog", { name: "Rename account" });
    const field = within(dialog).getByRole("textbox", { name: "Name" });
    await page.user.clear(field);
    await page.user.click(within(dialog).getByRole("button", { name: "Rename" }));
    expect(within(dialog).getByText("Name must not be empty")).toBeVisible();
    await page.user.type(field, "Home");
    await page.user.click(within(dialog).getByRole("button", { name: "Rename" }));
    expect(await screen.findByText("Renamed to Home")).toBeVisible();
    await waitFor(() => expect(row()).toHaveTextContent(/^Home/));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is switched off, and on again", async () => {
    const page = await open();
    await press(page, "Switch off");
    expect(await screen.findByText("Work switched off")).toBeVisible();
    expect(await screen.findByRole("button", { name: "Switch on" })).toBeVisible();
    expect(within(row()).getAllByRole("cell")[0]).toHaveTextContent("Off");
    expect(page.world.accounts.book.find(account.id)?.account.enabled).toBe(false);
  });

  it("is removed once that was confirmed, and not before", async () => {
    const page = await open();
    await press(page, "Remove");
    await press(page, "Cancel");
    expect(page.world.accounts.book.find(account.id)).not.toBeNull();
    await press(page, "Remove");
    await press(page, "Remove account");
    expect(await screen.findByText("No provider accounts yet")).toBeVisible();
    expect(page.world.accounts.book.find(account.id)).toBeNull();
  });

  it("says who it belongs to when asked, and only then", async () => {
    const page = await open();
    expect(row()).toHaveTextContent("d•••@a•••.example");
    expect(row()).not.toHaveTextContent("dana@acme.example");
    await press(page, "Show who it belongs to");
    expect(await screen.findByText("dana@acme.example")).toBeVisible();
    await press(page, "Hide who it belongs to");
    expect(screen.queryByText("dana@acme.example")).toBeNull();
  });
});
