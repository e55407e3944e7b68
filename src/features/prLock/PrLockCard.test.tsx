import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import type { PrLock } from "../../contract/quota.ts";
import { at, openPage, renderUnderClock, useFakeTimers } from "../../renderPage.tsx";
import { LockState, PrLockCard } from "./PrLockCard.tsx";

const PROJECT = "acme/web";
const TOOLTIP =
  "The repository advisory lock is held during PR delivery to prevent concurrent writes. Runs queued: 2.";

/** The card in a world in which these runs have asked for the lock, in this order. */
async function open(messages: readonly string[] = []) {
  const page = await openPage();
  await page.world.records.addProject({
    id: PROJECT,
    name: "Web",
    sample: false,
    created_at: at(0),
  });
  const { prLocks } = page.world.admission;
  const ids: string[] = [];
  for (const message of messages) {
    const id = await startRun(page.world, { message });
    await prLocks.acquire(PROJECT, id);
    ids.push(id);
  }
  page.render(<PrLockCard projectId={PROJECT} />);
  return { page, prLocks, ids };
}

const card = () => screen.getByRole("region", { name: "PR lock" });
const held = () => screen.findByText("PR lock held");
const region = (name: string) => screen.getByRole("region", { name });

describe("the PR lock", () => {
  it("is neutral while it is free, with nothing to explain", async () => {
    await open();
    expect(await screen.findByText("PR lock: free")).toBeVisible();
    expect(screen.queryByRole("button", { name: "What the PR lock is" })).toBeNull();
    expect(screen.queryByText("Held for")).toBeNull();
  });

  it("says for how long it has been held, how many wait, and how long the lease lasts", async () => {
    const { page } = await open(["Ship it", "Fix the header", "Bump the SDK"]);
    await held();
    await page.clock.turn(45);
    expect(card()).toHaveTextContent("Held for45 sLease left1 m 15 sQueue2 runs waiting");
    expect(card()).toHaveTextContent("Held, and 2 wait.");
    expect(card()).toHaveTextContent("Draining");
    expect(region("Holder")).toHaveTextContent(/Ship itYou · task$/);
    const waiting = within(region("Waiting to deliver")).getAllByRole("listitem");
    expect(waiting.map(({ textContent }) => textContent.slice(0, 13))).toEqual([
      "1Fix the head",
      "2Bump the SDK",
    ]);
    expect(screen.getByText("You are 1st and 2nd")).toBeVisible();
  });

  it("explains itself word for word, by keyboard", async () => {
    const { page } = await open(["Ship it", "Fix the header", "Bump the SDK"]);
    await held();
    const button = screen.getByRole("button", { name: "What the PR lock is" });
    expect(button).toHaveAccessibleDescription(TOOLTIP);
    expect(screen.queryByRole("tooltip")).toBeNull();
    button.focus();
    await page.user.keyboard("{Enter}");
    expect(screen.getByRole("tooltip")).toHaveTextContent(TOOLTIP);
  });

  it("gets stuck before the reader's eyes, and frees itself, by two questions", async () => {
    useFakeTimers();
    const { page } = await open(["Ship it"]);
    await held();
    expect(card()).toHaveTextContent("Held, and nobody waits.");
    await page.clock.turn(81);
    await waitFor(() => expect(card()).toHaveTextContent("Stuck"));
    await page.clock.turn(15);
    expect(card()).toHaveTextContent("The holder has not renewed; the lock frees itself in 24 s.");
    await page.clock.turn(25);
    expect(await screen.findByText("PR lock: free")).toBeVisible();
    expect(page.times("GET /quota/pr_lock")).toBe(3);
  });

  it("counts on past one acquisition while its holder renews", async () => {
    const { page, prLocks, ids } = await open(["Ship it"]);
    await held();
    const grant = { run_id: ids[0] ?? "", fencing_token: 1 };
    for (let renewal = 0; renewal < 2; renewal++) {
      await page.clock.turn(100);
      await act(() => prLocks.renew(PROJECT, grant));
      await waitFor(() => expect(card()).toHaveTextContent("Lease left2 m"));
    }
    expect(card()).toHaveTextContent("Held for3 m 20 s");
  });

  it("tells a lock that cannot be asked from a free one", async () => {
    const { page } = await open();
    await screen.findByText("PR lock: free");
    page.world.breakEngine("counters");
    await page.live.close();
    await page.live.open();
    expect(await screen.findByText("PR lock: unknown")).toBeVisible();
    expect(card()).toHaveTextContent("It was free when it was last seen.");
    expect(screen.queryByText("PR lock: free")).toBeNull();
  });

  it("is unknown where it never answered", async () => {
    const page = await openPage();
    page.way = async () => Response.error();
    page.render(<PrLockCard projectId={PROJECT} />);
    expect(await screen.findByText("PR lock: unknown")).toBeVisible();
    expect(screen.queryByText(/free/i)).toBeNull();
  });
});

describe("a lock, for any answer", () => {
  const lock: PrLock = {
    locked: true,
    state: "held",
    held_since: at(-10),
    queue_depth: 0,
    holder: { run_id: "a", kind: "task", title: null, owner: "mia" },
    lease_expires_at: at(110),
    queue: [],
  };
  const show = (more: Partial<PrLock>) =>
    renderUnderClock(<LockState projectId={PROJECT} lock={{ ...lock, ...more }} fresh me="sam" />)
      .container;

  it.each<[string, Partial<PrLock>, string]>([
    ["nobody knows since when", { held_since: null }, "Held forunknown"],
    ["it begins ahead of us", { held_since: at(60) }, "Held for0 s"],
    ["it is held for longer than 120 s", { held_since: at(-500) }, "Held for8 m 20 s"],
    ["nobody knows until when", { lease_expires_at: null }, "Lease leftunknown"],
    ["one waits", { queue_depth: 1, state: "draining" }, "Queue1 run waiting"],
    ["nobody waits", {}, "Queueno runs waiting"],
    ["the holder is another's", {}, "Another's runmia · task"],
    [
      "its lease has run out",
      { lease_expires_at: at(0) },
      "The holder's lease has run out, checking.",
    ],
  ])("where %s", (_, more, words) => {
    expect(show(more)).toHaveTextContent(words);
  });

  it("whose lease has run out is unknown, neither held nor free", () => {
    show({ lease_expires_at: at(-1) });
    expect(screen.getByText("PR lock: unknown")).toBeVisible();
    expect(screen.queryByText(/PR lock held|PR lock: free/)).toBeNull();
  });
});
