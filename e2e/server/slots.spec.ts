import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { API_PREFIX } from "../../src/contract/api.ts";
import { expect, type RealServer, test as base } from "./fixtures.ts";
import { childrenOf, isAlive } from "./processTable.ts";

const PROJECT = { id: "acme/web", name: "Acme web" };
const ADVISORY =
  "This repository is at maximum concurrency. A new run will queue until an active run completes.";

/** An agent that works until it is let go, and keeps a journal of when it came and went. */
const AGENT = `
  const { appendFileSync, existsSync } = require("node:fs");
  const [folder] = process.argv.slice(1);
  const note = (word) => appendFileSync(folder + "/journal", word + " " + process.env.LEEWAY_RUN_ID + "\\n");
  note("came");
  setInterval(() => {
    if (![process.env.LEEWAY_MESSAGE, "all"].some((name) => existsSync(folder + "/" + name))) return;
    note("went");
    process.exit(0);
  }, 20);
`;

interface Agents {
  environment: Record<string, string>;
  /** Lets the agents go that were asked this, or all. */
  letGo: (message: string) => void;
  journal: () => string[][];
}

const test = base.extend<{ agents: Agents }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names off the pattern.
  agents: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), "leeway-agents-"));
    writeFileSync(join(folder, "journal"), "");
    const command = JSON.stringify([process.execPath, "-e", AGENT, folder]);
    await provide({
      environment: { LEEWAY_SAMPLE: "off", LEEWAY_RUN_COMMAND: command },
      letGo: (message) => writeFileSync(join(folder, message), ""),
      journal: () =>
        readFileSync(join(folder, "journal"), "utf8")
          .trim()
          .split("\n")
          .map((line) => line.split(" ")),
    });
    rmSync(folder, { recursive: true, force: true });
  },
});

const policyOf = (max_concurrency: number, lease_seconds = 90) => ({
  runs: { max: 100, window_seconds: 3600, lease_seconds },
  projects: { "*": { max_concurrency } },
});
const submit = ({ client }: RealServer, message: string) =>
  client.runs.submit({ body: { project_id: PROJECT.id, message } });
const runOf = async ({ client }: RealServer, id: string) =>
  (await client.runs.get({ params: { id } })).data;
const statusOf = async (server: RealServer, id: string) => (await runOf(server, id)).status;

test("20 at once, 2 at a time: all run in the end, in order, and never 3", async ({
  startServer,
  agents,
}) => {
  test.slow();
  const { environment } = agents;
  const server = await startServer({ policy: policyOf(2), environment });
  await server.client.projects.add({ body: PROJECT });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => submit(server, `work-${n}`)),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  const { data } = await server.client.quota.concurrency({ query: { project_id: PROJECT.id } });
  expect(data).toMatchObject({ active: 2, queued: 18 });
  const order = data.queue.map(({ run_id }) => run_id);

  expect(childrenOf(server.pid)).toHaveLength(2);

  agents.letGo("all");
  let most = 0;
  await expect
    .poll(
      async () => {
        most = Math.max(most, childrenOf(server.pid).length);
        const query = { status: "succeeded", limit: 100 } as const;
        return (await server.client.runs.list({ query })).data.runs.length;
      },
      { intervals: [10], timeout: 60_000 },
    )
    .toBe(20);
  expect(most).toBeLessThanOrEqual(2);

  let working = 0;
  for (const [word] of agents.journal()) {
    working += word === "came" ? 1 : -1;
    expect(working).toBeLessThanOrEqual(2);
  }
  const runs = (await server.client.runs.list({ query: { limit: 100 } })).data.runs;
  const startOf = (id: string) => runs.find((run) => run.id === id)?.started_at ?? "";
  const starts = order.map(startOf);
  expect(starts).toEqual(starts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  expect(new Set(agents.journal().map(([, id]) => id)).size).toBe(20);
});

test("a holder that is killed frees its slot by expiry, and the next starts", async ({
  startServer,
}) => {
  const server = await startServer({
    policy: policyOf(1, 4),
    environment: { LEEWAY_SAMPLE: "off" },
  });
  await server.client.projects.add({ body: PROJECT });
  const body = { project_id: PROJECT.id, execution: "external" } as const;
  const { data: first } = await server.client.runs.submit({ body });
  const beat = `setInterval(() => fetch(process.argv[1], { method: "POST" }), 300)`;
  const url = `${server.url}${API_PREFIX}/runs/${first.id}/heartbeat`;
  const holder = spawn(process.execPath, ["-e", beat, url], { stdio: "ignore" });
  try {
    const { data: second } = await server.client.runs.submit({ body });
    expect(second).toMatchObject({ status: "queued", queue_position: 1 });
    // Renewed over and over, the lease outlives several of its lengths.
    const leased = Date.parse(first.lease_expires_at ?? "");
    await expect
      .poll(
        async () => Date.parse((await runOf(server, first.id)).lease_expires_at ?? "") - leased,
        { timeout: 20_000 },
      )
      .toBeGreaterThan(6000);
    expect(await statusOf(server, second.id)).toBe("queued");

    holder.kill("SIGKILL");
    await expect
      .poll(async () => (await runOf(server, second.id)).started_at, { timeout: 15_000 })
      .not.toBeNull();
    expect(await runOf(server, first.id)).toMatchObject({
      status: "failed",
      end_reason: "lease_expired",
    });
  } finally {
    holder.kill("SIGKILL");
  }
});

test("a queue goes on after the server was killed", async ({ startServer, agents }) => {
  const { environment } = agents;
  const server = await startServer({ policy: policyOf(1), environment });
  await server.client.projects.add({ body: PROJECT });
  const ids: string[] = [];
  for (const message of ["one", "two", "three"]) {
    ids.push((await submit(server, message)).data.id);
  }
  const [one = "", two = "", three = ""] = ids;
  const before = childrenOf(server.pid);
  expect(before).toHaveLength(1);

  await server.kill();
  await server.restart();
  await expect.poll(() => before.filter(isAlive)).toEqual([]);
  expect(await runOf(server, one)).toMatchObject({ status: "failed", end_reason: "server_lost" });
  expect(await statusOf(server, two)).toBe("running");
  expect(await runOf(server, three)).toMatchObject({ status: "queued", queue_position: 1 });
  expect(childrenOf(server.pid)).toHaveLength(1);

  agents.letGo("two");
  await expect.poll(() => statusOf(server, three)).toBe("running");
  expect(await statusOf(server, two)).toBe("succeeded");
  agents.letGo("three");
  await expect.poll(() => statusOf(server, three)).toBe("succeeded");
});

test("a person fills a project, is advised, queues a run, and sees it start by itself", async ({
  startServer,
  agents,
  page,
}) => {
  const { environment } = agents;
  const server = await startServer({ policy: policyOf(1), environment });
  await server.client.projects.add({ body: PROJECT });
  await page.goto(`${server.url}/projects/${encodeURIComponent(PROJECT.id)}`);
  const runs = page.getByRole("region", { name: "Runs", exact: true });
  const row = (message: string) => runs.getByRole("listitem").filter({ hasText: message });
  const start = async (message: string) => {
    await page.getByRole("textbox", { name: "Message" }).fill(message);
    await page.getByRole("button", { name: "Start run" }).click();
  };

  await start("first");
  await expect(row("first").getByText("Running", { exact: true })).toBeVisible();
  await expect(page.getByText(ADVISORY).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Start run" })).toBeEnabled();
  await start("second");
  await expect(row("second").getByText("Queued, place 1")).toBeVisible();

  agents.letGo("first");
  await expect(row("second").getByText("Running", { exact: true })).toBeVisible();
  await expect(row("first").getByText("Succeeded", { exact: true })).toBeVisible();
  agents.letGo("second");
  await expect(row("second").getByText("Succeeded", { exact: true })).toBeVisible();
  await expect(page.getByText(ADVISORY)).toHaveCount(0);
});
