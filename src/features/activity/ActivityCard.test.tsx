import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { openPage, type Page } from "../../renderPage.tsx";
import { ActivityCard } from "./ActivityCard.tsx";

let page: Page;
beforeEach(async () => {
  page = await openPage();
});
const show = () => page.render(<ActivityCard />);

/** So many things happen, a minute apart: "thing 1" is the oldest. */
async function happen(count: number, from = 1): Promise<void> {
  const concerned = { user_id: null, account_id: null };
  for (let n = from; n < from + count; n++) {
    await page.clock.turn(60);
    await page.world.accounts.activity.add("account_added", `thing ${n}`, concerned);
  }
}
const rows = () => screen.getAllByRole("listitem");
const texts = () => rows().map((row) => /thing \d+/.exec(row.textContent)?.[0]);
const more = () => screen.queryByRole("button", { name: "Show more" });
const press = () => page.user.click(more() as HTMLElement);

describe("activity", () => {
  it("says that nothing has happened, which is neither pending nor failed", async () => {
    show();
    expect(screen.getByRole("status", { name: "Loading: What happened" })).toBeVisible();
    expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
    expect(screen.queryByText("Activity unavailable")).toBeNull();
  });

  it("says that it cannot be had, which is not nothing", async () => {
    page.world.breakEngine("records");
    show();
    expect(await screen.findByText("Activity unavailable")).toBeVisible();
    expect(screen.queryByText("Nothing has happened yet")).toBeNull();
  });

  it("has the newest first, each with its kind in words and its moment, below its day", async () => {
    const concerned = { user_id: null, account_id: null };
    const { activity } = page.world.accounts;
    await activity.add("account_skipped", "one", concerned);
    await page.clock.turn(86_400);
    await activity.add("work_refused", "two", concerned);
    await activity.add("account_removed", "three", concerned);
    show();
    const today = await screen.findByRole("list", { name: "Today" });
    const said = (list: HTMLElement) =>
      within(list)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent);
    expect(new Set(said(today))).toEqual(
      new Set([
        expect.stringMatching(/^Work refused12:00 UTCtwo$/),
        expect.stringMatching(/^Account removed12:00 UTCthree$/),
      ]),
    );
    expect(said(screen.getByRole("list", { name: "1 Mar" }))).toEqual([
      expect.stringMatching(/^Account skipped.*one$/),
    ]);
  });

  it("shows more each time it is asked, each thing once, until there is no more", async () => {
    await happen(65);
    show();
    await waitFor(() => expect(rows()).toHaveLength(30));
    await press();
    await waitFor(() => expect(rows()).toHaveLength(60));
    await press();
    await waitFor(() => expect(rows()).toHaveLength(65));
    expect(texts()).toEqual(Array.from({ length: 65 }, (_, index) => `thing ${65 - index}`));
    expect(more()).toBeNull();
  });

  it("grows at its head by itself, and keeps what was shown", async () => {
    await happen(40);
    show();
    await waitFor(() => expect(rows()).toHaveLength(30));
    await press();
    await waitFor(() => expect(rows()).toHaveLength(40));
    await act(() => happen(1, 41));
    await waitFor(() => expect(texts()[0]).toBe("thing 41"));
    expect(texts().at(-1)).toBe("thing 1");
    expect(new Set(texts()).size).toBe(41);
  });

  it("keeps what is there when more cannot be had, says so, and tries again", async () => {
    await happen(31);
    show();
    await waitFor(() => expect(rows()).toHaveLength(30));
    const { way } = page;
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await press();
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "More could not be had: The server cannot be reached.",
    );
    expect(rows()).toHaveLength(30);
    expect(screen.queryByText("Could not be refreshed")).toBeNull();
    page.way = way;
    await press();
    await waitFor(() => expect(rows()).toHaveLength(31));
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
