import { act, screen, waitFor, within } from "@testing-library/react";
import { useLocation } from "react-router";
import { describe, expect, it } from "vitest";
import { plainProvider } from "../../../mocks/plainProvider.ts";
import type { Principal } from "../../../server/admission/principal.ts";
import { openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { RefreshJob } from "./RefreshJob.tsx";

const Address = () => <output aria-label="address">{useLocation().search}</output>;

interface Opened extends Page {
  /** From now on vendors answer only when they are let, so many at a time. */
  hold: () => void;
  answer: (count: number) => Promise<void>;
}

/** A page over accounts of these tokens, whose last values are a minute old. */
async function open(
  tokens: Readonly<Record<string, readonly string[]>>,
  role: Principal["role"] = "operator",
): Promise<Opened> {
  let held = false;
  const waiting: (() => void)[] = [];
  const plain = plainProvider("claude", "Claude");
  const fetch: typeof plain.fetch = async (...given) => {
    if (held) await new Promise<void>((resolve) => waiting.push(resolve));
    return plain.fetch(...given);
  };
  const page = await openPage({
    providers: [
      plainProvider("claude", "Claude", { fetch }),
      plainProvider("kiro", "Kiro", { fetch }),
    ],
    principal: { id: "dana", name: "Dana", role },
  });
  for (const [provider, each] of Object.entries(tokens)) {
    for (const token of each) {
      await page.world.accounts.connections.add(
        { ...page.world.principal, role: "operator" },
        {
          provider: provider as "claude" | "kiro",
          nickname: null,
          credential: { kind: "token", token },
          owner: "workspace",
        },
      );
    }
  }
  await page.clock.turn(60);
  return Object.assign(page, {
    hold: () => {
      held = true;
    },
    async answer(count: number) {
      for (let n = 0; n < count; n++) {
        await waitFor(() => expect(waiting).not.toHaveLength(0));
        // Progress is told at most every quarter of a second.
        await page.clock.turn(1);
        await act(async () => waiting.shift()?.());
      }
    },
  });
}

const show = (page: Page, path = "/accounts", provider?: "claude") =>
  page.render(
    <>
      <RefreshJob provider={provider} />
      <Address />
      <ToastArea />
    </>,
    path,
  );
const press = (page: Page, name: string) => page.user.click(screen.getByRole("button", { name }));
const said = (words: string) => screen.findByText(words, { selector: "p:not([role])" });
const address = () => screen.getByRole("status", { name: "address" }).textContent;
const some = (count: number, token = "ok") =>
  Array.from({ length: count }, (_, index) => `${token}-${index + 1}`);

describe("refreshing all accounts", () => {
  it("says how far it is as answers land, and at the end what failed and why", async () => {
    const page = await open({ claude: ["ok-1", "down-2", "ok-3", "rejected-4"] });
    page.hold();
    show(page);
    await press(page, "Refresh all");
    expect(await said("0 of 4")).toBeVisible();
    const bar = screen.getByRole("progressbar", { name: "0 of 4" });
    expect(bar).toHaveAttribute("max", "4");
    await page.answer(2);
    expect(await said("2 of 4 · 1 failed")).toBeVisible();
    expect(screen.getByRole("progressbar")).toHaveAttribute("value", "2");
    await page.answer(2);
    expect(await said("2 refreshed, 2 failed")).toBeVisible();
    expect(screen.queryByRole("progressbar")).toBeNull();
    const failed = within(screen.getByRole("list", { name: "Failed accounts" }));
    expect(new Set(failed.getAllByRole("listitem").map(({ textContent }) => textContent))).toEqual(
      new Set(["Claude 2: HTTP 503.", "Claude 4: The vendor does not accept this sign-in."]),
    );
  });

  it("asks only those of the provider that the list is filtered by", async () => {
    const page = await open({ claude: some(2), kiro: some(3, "tight") });
    show(page, "/accounts", "claude");
    await page.user.click(await screen.findByRole("button", { name: "Refresh all Claude" }));
    expect(await said("2 refreshed")).toBeVisible();
  });

  it("is not started twice while it runs", async () => {
    const page = await open({ claude: some(1) });
    page.hold();
    show(page);
    await press(page, "Refresh all");
    await said("0 of 1");
    const button = screen.getByRole("button", { name: "Refresh all" });
    await waitFor(() => expect(button).toHaveAccessibleDescription("A refresh is running."));
    await page.user.click(button);
    expect(page.times("POST /providers/refresh")).toBe(1);
    await page.answer(1);
    await said("1 refreshed");
    await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
  });

  it("is cancelled: what has landed stays, and no further account is asked", async () => {
    const page = await open({ claude: some(8) });
    page.hold();
    show(page);
    await press(page, "Refresh all");
    await page.answer(2);
    await said("2 of 8");
    await press(page, "Cancel");
    expect(await said("2 refreshed, cancelled before 6 more")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  });

  it("tries the failed ones once more, and only these", async () => {
    const page = await open({ claude: ["ok-1", "down-2", "down-3"] });
    show(page);
    await press(page, "Refresh all");
    await said("1 refreshed, 2 failed");
    const before = address();
    await press(page, "Retry failed");
    expect(await said("0 refreshed, 2 failed")).toBeVisible();
    expect(address()).not.toBe(before);
  });

  it("is dismissed, from the address too", async () => {
    const page = await open({ claude: some(1) });
    show(page, "/accounts?status=failing");
    await press(page, "Refresh all");
    await said("1 refreshed");
    expect(address()).toMatch(/^\?status=failing&job=[\da-f-]{36}$/);
    await press(page, "Dismiss");
    expect(address()).toBe("?status=failing");
    expect(screen.queryByRole("region", { name: "Refresh" })).toBeNull();
  });

  it("shows the first five failures, and all of them when it is asked", async () => {
    const page = await open({ claude: some(7, "down") });
    show(page);
    await press(page, "Refresh all");
    await said("0 refreshed, 7 failed");
    const failed = within(screen.getByRole("list", { name: "Failed accounts" }));
    expect(failed.getAllByRole("listitem")).toHaveLength(5);
    await press(page, "Show all 7");
    expect(failed.getAllByRole("listitem")).toHaveLength(7);
  });

  it("says why it did not start", async () => {
    const page = await open({});
    show(page);
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await press(page, "Refresh all");
    expect(await screen.findByText("Not refreshed: The server cannot be reached.")).toBeVisible();
  });

  it("is not for viewers, and says so", async () => {
    const page = await open({ claude: some(1) }, "viewer");
    show(page);
    const button = screen.getByRole("button", { name: "Refresh all" });
    await waitFor(() => expect(button).toHaveAccessibleDescription(/^Viewers only read/));
  });
});

describe("a refresh that the address names", () => {
  it("is watched on after a reload", async () => {
    const page = await open({ claude: some(4) });
    page.hold();
    const { unmount } = show(page);
    await press(page, "Refresh all");
    await page.answer(1);
    await said("1 of 4");
    const path = `/accounts${address()}`;
    unmount();
    show(page, path);
    expect(await said("1 of 4")).toBeVisible();
    await page.answer(3);
    expect(await said("4 refreshed")).toBeVisible();
  });

  it.each(["00000000-0000-4000-8000-00000000dead", "nonsense"])(
    "is gone with the server's process: %s",
    async (id) => {
      const page = await open({ claude: some(1) });
      show(page, `/accounts?job=${id}`);
      expect(await screen.findByText("This refresh is gone")).toBeVisible();
      await press(page, "Dismiss");
      expect(screen.queryByText("This refresh is gone")).toBeNull();
      expect(address()).toBe("");
      await press(page, "Refresh all");
      expect(await said("1 refreshed")).toBeVisible();
    },
  );

  it("is looked at slowly while the live channel is down", async () => {
    const page = await open({ claude: some(2) });
    page.hold();
    useFakeTimers();
    await page.live.close();
    show(page);
    await press(page, "Refresh all");
    await said("0 of 2");
    await page.answer(2);
    await page.clock.turn(11);
    expect(await said("2 refreshed")).toBeVisible();
  });

  it("keeps what was last seen where it cannot be asked about", async () => {
    const page = await open({ claude: some(2) });
    page.hold();
    show(page);
    await press(page, "Refresh all");
    await page.answer(1);
    await said("1 of 2");
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await page.answer(1);
    expect(await screen.findByText("How far the refresh is, is not known")).toBeVisible();
    expect(await said("1 of 2")).toBeVisible();
  });
});

describe("what a screen reader hears of a refresh", () => {
  it("is its start, each quarter once, and its end", async () => {
    const page = await open({ claude: some(8) });
    page.hold();
    show(page);
    const heard = () =>
      screen.getByText(/^(?:Refreshing|\d+ % of|\d+ refreshed)/, { selector: "[role=status]" });
    await press(page, "Refresh all");
    await waitFor(() => expect(heard()).toHaveTextContent("Refreshing 8 accounts"));
    for (const [landed, words] of [
      [1, "Refreshing 8 accounts"],
      [2, "25 % of 8 accounts asked"],
      [3, "25 % of 8 accounts asked"],
      [4, "50 % of 8 accounts asked"],
      [5, "50 % of 8 accounts asked"],
      [6, "75 % of 8 accounts asked"],
      [7, "75 % of 8 accounts asked"],
    ] as const) {
      await page.answer(1);
      await said(`${landed} of 8`);
      expect(heard()).toHaveTextContent(words);
    }
    await page.answer(1);
    await waitFor(() => expect(heard()).toHaveTextContent("8 refreshed"));
  });
});
