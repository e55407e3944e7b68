import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Client } from "../../src/api/client.ts";
import { expect, FAILED_REQUESTS, type ServerOptions, test } from "./fixtures.ts";
import { childrenOf, isAlive } from "./processTable.ts";
import { bookSession, withRecords } from "./records.ts";

// A server's start takes seconds, and a busy machine many of them.
test.describe.configure({ timeout: 120_000 });
// What is refused, Chromium logs, and that a server which restarts drops its socket.
test.use({ tolerates: new RegExp(`${FAILED_REQUESTS.source}|^WebSocket connection to `) });

const UPGRADE = "https://leeway.example/upgrade";
/** Between two bookings lies one sweep. */
const SWEEP_SECONDS = 5;
/** What it takes an agent to go that goes when it is asked to. */
const GRACE_SECONDS = 2;

const planned = (quota: number | null, max_sessions = 3) => ({
  plans: { member: { paid: true, max_sessions, monthly_compute_seconds: quota } },
  upgrade_url: UPGRADE,
});
const serverWith = (policy: object, agent?: string): ServerOptions => ({
  policy,
  environment: {
    LEEWAY_SAMPLE: "off",
    ...(agent === undefined
      ? {}
      : { LEEWAY_SESSION_COMMAND: JSON.stringify([process.execPath, "-e", agent]) }),
  },
});

const newSession = (page: Page) => page.getByRole("button", { name: "+ New Session" });
const banner = (page: Page) => page.getByRole("complementary", { name: "Compute quota" });
const sessions = (page: Page, group: "Running" | "Past") =>
  page.getByRole("region", { name: `${group} sessions` });
const usageOf = async (client: Client) => (await client.sessions.batchStatus()).data.usage;
const start = (client: Client) => client.sessions.start({ body: {} });

async function startOnPage(page: Page): Promise<void> {
  await newSession(page).click();
  await page.getByRole("button", { name: "Start session" }).click();
  await expect(page.getByText("Session started")).toBeVisible();
}

test("at exactly the quota nothing starts, whoever asks, however many at once", async ({
  startServer,
  page,
  context,
}, testInfo) => {
  const started = testInfo.outputPath("started");
  const server = await startServer(
    serverWith(planned(10), `require("fs").writeFileSync(${JSON.stringify(started)}, "")`),
  );
  await server.stop();
  await withRecords(server.folder, (records) => bookSession(records, 10));
  await server.restart();
  expect(await usageOf(server.client)).toMatchObject({ monthly_seconds: 10 });

  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${server.url}/sessions`);
    await expect(newSession(tab)).toHaveAttribute("aria-disabled", "true");
    await expect(newSession(tab)).toHaveAccessibleDescription(
      /^Monthly compute quota exceeded\. You have used 10\ss of 10\ss compute this month\.$/,
    );
    await expect(banner(tab)).toContainText(/The next month starts in \d.+ · .*\d\d:\d\d \w+/);
    await expect(banner(tab).getByRole("link", { name: "Upgrade to continue" })).toHaveAttribute(
      "href",
      UPGRADE,
    );
    // Pressed all the same: nobody waits for it to be enabled.
    await newSession(tab).click({ force: true });
    await expect(tab.getByRole("dialog")).toHaveCount(0);
  }

  const fromTab = (tab: Page, times: number) =>
    tab.evaluate(async (times) => {
      const ask = () =>
        fetch("/api/container/start", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: "{}",
        }).then(async (answer) => {
          const { error } = (await answer.json()) as { error: string };
          return `${answer.status} ${error}`;
        });
      return Promise.all(Array.from({ length: times }, ask));
    }, times);
  const fromClient = Array.from({ length: 40 }, () =>
    start(server.client).then(
      () => "started",
      ({ problem }: { problem: { status: number; error: string } }) =>
        `${problem.status} ${problem.error}`,
    ),
  );
  const racing = Promise.all([fromTab(page, 30), fromTab(other, 30), Promise.all(fromClient)]);
  const aMoment = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 20));
  do {
    expect(childrenOf(server.pid)).toEqual([]);
  } while (!(await Promise.race([racing.then(() => true), aMoment()])));
  expect((await racing).flat()).toEqual(Array.from({ length: 100 }, () => "402 QUOTA_EXCEEDED"));
  expect(childrenOf(server.pid)).toEqual([]);
  expect(existsSync(started)).toBe(false);
  expect((await server.client.sessions.list({ query: {} })).data.sessions).toHaveLength(1);
  expect(await usageOf(server.client)).toMatchObject({ monthly_seconds: 10 });
});

test("a session is warned, and stopped by itself as the month is used up", async ({
  startServer,
  page,
}) => {
  const QUOTA = 5;
  const server = await startServer(serverWith(planned(QUOTA)));
  await page.goto(`${server.url}/sessions`);
  await startOnPage(page);
  const processes = childrenOf(server.pid);
  expect(processes).toHaveLength(1);
  await expect(sessions(page, "Running")).toContainText(/Will be stopped in \d\ss/);
  await expect(sessions(page, "Past")).toContainText("the month's compute was used up");
  expect(processes.filter(isAlive)).toEqual([]);
  const { monthly_seconds } = await usageOf(server.client);
  expect(monthly_seconds).toBeGreaterThan(QUOTA - GRACE_SECONDS);
  expect(monthly_seconds).toBeLessThanOrEqual(QUOTA + GRACE_SECONDS);

  await page.reload();
  await expect(sessions(page, "Past")).toContainText("the month's compute was used up");
});

test("a crash books no second twice, and leaves no process behind", async ({
  startServer,
  page,
}) => {
  const server = await startServer(serverWith(planned(3600)));
  const began = Date.now();
  const ids = [];
  for (let n = 0; n < 3; n++) ids.push((await start(server.client)).data.id);
  const processes = childrenOf(server.pid);
  expect(processes).toHaveLength(3);
  const seconds = async () => (await usageOf(server.client)).monthly_seconds;
  await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThan(3 * (SWEEP_SECONDS + 2));
  const before = await seconds();
  await server.kill();
  const elapsed = (Date.now() - began) / 1000;

  const booked = await withRecords(server.folder, async (records) => {
    const days = await records.readLedger("local", "2000-01-01");
    return days.reduce((sum, { seconds }) => sum + seconds, 0);
  });
  expect(booked).toBeGreaterThan(Math.max(0, before - 3 * (SWEEP_SECONDS + 1)));
  expect(booked).toBeLessThanOrEqual(3 * elapsed);

  await server.restart();
  await expect.poll(() => processes.filter(isAlive)).toEqual([]);
  expect(await seconds()).toBeCloseTo(booked, 6);
  const { sessions: lost } = (await server.client.sessions.list({ query: {} })).data;
  expect(lost.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(lost.map(({ status, end_reason }) => `${status} ${end_reason}`)).toEqual(
    Array.from({ length: 3 }, () => "stopped server_lost"),
  );
  expect(lost.reduce((sum, { compute_seconds }) => sum + compute_seconds, 0)).toBeCloseTo(
    booked,
    6,
  );
  await page.goto(`${server.url}/sessions`);
  await expect(sessions(page, "Past").getByText("the server was gone before it ended")).toHaveCount(
    3,
  );
});

test("no compute and no session left are two refusals; null is unlimited, 0 is nothing", async ({
  startServer,
  page,
}) => {
  const server = await startServer(serverWith(planned(0)));
  await page.goto(`${server.url}/sessions`);
  await expect(newSession(page)).toHaveAccessibleDescription(/^Monthly compute quota exceeded\./);
  await expect(banner(page)).toContainText("Monthly compute quota exceeded.");
  await expect(start(server.client)).rejects.toMatchObject({
    problem: { status: 402, error: "QUOTA_EXCEEDED" },
  });
  await server.stop();

  writeFileSync(join(server.folder, "policy.json"), JSON.stringify(planned(null, 1)));
  await server.restart();
  await expect(banner(page)).toHaveCount(0, { timeout: 15_000 });
  await startOnPage(page);
  await expect(page.getByRole("region", { name: "Compute" })).toContainText("Unlimited");
  await expect(newSession(page)).toHaveAccessibleDescription(
    "Session limit reached. Your one session is running.",
  );
  await expect(start(server.client)).rejects.toMatchObject({
    problem: { status: 409, error: "SESSION_LIMIT_REACHED" },
  });
  await expect(banner(page)).toHaveCount(0);
});
