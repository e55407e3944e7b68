import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { defaultPolicy, type Policy } from "../../../server/admission/policy.ts";
import { startRun } from "../../../mocks/world.ts";
import { RefusalProblem } from "../../contract/problem.ts";
import type { ComputeUsage } from "../../contract/sessions.ts";
import { at, openPage, type Page, T0, useFakeTimers } from "../../renderPage.tsx";
import { usePreferences } from "../../stores/preferences.ts";
import { useSessionUsage } from "../../stores/session-usage.ts";
import { ComputeBanner } from "./ComputeBanner.tsx";
import { NewSessionButton } from "./NewSessionButton.tsx";

const HOUR = 3600;
const UPGRADE = "https://leeway.example/upgrade";
const TO_THE_TURN = (Date.parse("2026-04-01T00:00:00.000Z") - T0) / 1000;

const planned = (quota: number | null): Policy => ({
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds: quota } },
  upgrade_url: UPGRADE,
});

/** A world in which a session has run for so long. */
async function open(quota: number | null, ran: number): Promise<Page> {
  const page = await openPage({ policy: planned(quota) });
  await startRun(page.world, { kind: "session", project_id: null, name: "Parser" });
  await page.clock.turn(ran);
  return page;
}
async function show(page: Page): Promise<void> {
  page.render(<ComputeBanner />);
  await waitFor(() => expect(useSessionUsage.getState().usage).not.toBeNull());
}
/** Time passes, and the server is asked anew. */
async function later(page: Page, seconds: number): Promise<void> {
  const before = page.times("GET /sessions/batch-status");
  await page.clock.turn(seconds);
  await page.live.close();
  await page.live.open();
  await waitFor(() => expect(page.times("GET /sessions/batch-status")).toBeGreaterThan(before));
}
const banner = () => screen.queryByRole("complementary", { name: "Compute quota" });
const words = () => banner()?.textContent.replaceAll("\u00a0", " ");
const said = () => screen.getByRole("status").textContent;
const dismiss = (page: Page) => page.user.click(screen.getByRole("button", { name: /^Dismiss/ }));

const remember = (more: Partial<ComputeUsage>) =>
  useSessionUsage.getState().take(
    {
      monthly_seconds: HOUR,
      monthly_quota_seconds: HOUR,
      daily_seconds: 0,
      tier: "member",
      period: "2026-03",
      resets_at: "2026-04-01T00:00:00.000Z",
      observed_at: at(0),
      upgrade_url: UPGRADE,
      ...more,
    },
    1,
  );

describe("the banner", () => {
  it.each([
    ["nothing below 80 %", 79, ""],
    ["80 %", 80, "Compute quota approaching."],
    ["95 %", 95, "Compute quota critical."],
    ["100 %", 100, "Monthly compute quota exceeded."],
  ])("says %s", async (_, pct, begins) => {
    await show(await open(100 * HOUR, pct * HOUR));
    expect((words() ?? "").slice(0, begins.length + 1)).toBe(begins && `${begins} `);
  });

  it("tells what is used of what, when that resets, and how to go on: what is free first", async () => {
    await show(await open(80 * HOUR, 64 * HOUR));
    expect(words()).toContain("You have used 64 h of 80 h compute this month, 80%.");
    expect(words()).toMatch(/The next month starts in 27 d 20 h · 1 Apr 2026, 0\d:00 \w+\./);
    expect(screen.getAllByRole("listitem").map((item) => item.textContent.trim())).toEqual([
      "Wait for the new month.",
      "Upgrade to continue (paid)",
    ]);
    expect(screen.getByRole("link", { name: "Upgrade to continue" })).toHaveAttribute(
      "href",
      UPGRADE,
    );
  });

  it("is there at once after a reload, before any answer", async () => {
    const page = await open(HOUR, HOUR);
    page.way = () => new Promise(() => {});
    remember({});
    page.render(<ComputeBanner />);
    expect(words()).toContain("Monthly compute quota exceeded.");
  });

  it("of last month is not there today, whoever answers", async () => {
    const page = await open(HOUR, 0);
    page.way = () => new Promise(() => {});
    remember({ period: "2026-02", resets_at: "2026-03-01T00:00:00.000Z" });
    page.render(<ComputeBanner />);
    expect(banner()).toBeNull();
  });

  it("goes by itself when the month turns, though no answer comes", async () => {
    const page = await open(HOUR, TO_THE_TURN - 60);
    useFakeTimers();
    await show(page);
    page.way = async () => Response.error();
    await page.clock.turn(59);
    expect(banner()).not.toBeNull();
    await page.clock.turn(1);
    expect(banner()).toBeNull();
  });

  it("is not there without a quota, and always at a quota of 0", async () => {
    await show(await open(null, 900 * HOUR));
    expect(banner()).toBeNull();
    act(() => {
      useSessionUsage.setState(useSessionUsage.getInitialState(), true);
      remember({ monthly_seconds: 0, monthly_quota_seconds: 0 });
    });
    expect(words()).toContain("Monthly compute quota exceeded.");
  });
});

it("says at the quota what the button and the server's refusal say, word by word", async () => {
  const page = await open(HOUR, HOUR + 240);
  page.render(
    <>
      <ComputeBanner />
      <NewSessionButton />
    </>,
  );
  const button = await screen.findByRole("button", { name: "+ New Session" });
  await waitFor(() => expect(button).toHaveAttribute("aria-disabled", "true"));
  const answer = await page.world.app.fetch(
    new Request("http://localhost/api/container/start", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  );
  expect(answer.status).toBe(402);
  const problem = RefusalProblem.parse(await answer.json());
  const told = within(banner()!).getByText(/^Monthly/).parentElement?.textContent ?? "";
  const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(told).toMatch(/exceeded\. You have used 1\sh\s4\sm of 1\sh compute this month\.$/);
  expect(reason?.textContent).toBe(told);
  expect(`${problem.title}. ${problem.detail}`).toBe(
    `${told} The next month starts at 2026-04-01T00:00:00.000Z.`,
  );
});

describe("a banner that is put away", () => {
  it("at 80 % stays away until 95 %, and that until 100 %, which cannot be put away", async () => {
    const page = await open(100 * HOUR, 80 * HOUR);
    await show(page);
    await dismiss(page);
    expect(banner()).toBeNull();
    await later(page, 14 * HOUR);
    expect(banner()).toBeNull();
    await later(page, HOUR);
    await waitFor(() => expect(words()).toContain("Compute quota critical."));
    await dismiss(page);
    expect(banner()).toBeNull();
    await later(page, 5 * HOUR);
    await waitFor(() => expect(words()).toContain("Monthly compute quota exceeded."));
    expect(screen.queryByRole("button", { name: /^Dismiss/ })).toBeNull();
  });

  it("is back in the next month", async () => {
    const page = await open(100 * HOUR, 80 * HOUR);
    await show(page);
    await dismiss(page);
    await later(page, TO_THE_TURN - 80 * HOUR);
    expect(banner()).toBeNull();
    await later(page, 80 * HOUR);
    await waitFor(() => expect(words()).toContain("Compute quota approaching."));
  });

  it("is away in every tab, and at the next visit", async () => {
    await show(await open(100 * HOUR, 80 * HOUR));
    expect(banner()).not.toBeNull();
    localStorage.setItem(
      "leeway.preferences",
      '{"state":{"dismissed":["2026-03 approaching"]},"version":0}',
    );
    act(() => {
      dispatchEvent(Object.assign(new Event("storage"), { key: "leeway.preferences" }));
    });
    expect(banner()).toBeNull();
  });

  it("cannot be put away at 100 %, whatever is stored", async () => {
    usePreferences.getState().dismissWarning("2026-03", "exhausted");
    await show(await open(HOUR, HOUR));
    expect(banner()).not.toBeNull();
  });
});

describe("what is said aloud", () => {
  it("is each level once, politely, and no number that moves on", async () => {
    const page = await open(100 * HOUR, 79 * HOUR);
    await show(page);
    expect(said()).toBe("");
    await later(page, HOUR);
    await waitFor(() => expect(said()).toBe("Compute quota approaching"));
    const status = screen.getByRole("status");
    const changes: string[] = [];
    const observer = new MutationObserver(() => changes.push(status.textContent));
    observer.observe(status, { childList: true, characterData: true, subtree: true });
    await later(page, 10 * HOUR);
    await waitFor(() => expect(words()).toContain("90 h of"));
    expect(changes).toEqual([]);
    await later(page, 5 * HOUR);
    await waitFor(() => expect(said()).toBe("Compute quota critical"));
    expect(changes).toEqual(["Compute quota critical"]);
    expect(screen.queryByRole("alert")).toBeNull();
    observer.disconnect();
  });

  it("is nothing of what was there at first", async () => {
    remember({ monthly_seconds: 0.8 * HOUR });
    const page = await open(HOUR, 0.8 * HOUR);
    await show(page);
    expect(banner()).not.toBeNull();
    expect(said()).toBe("");
  });
});
