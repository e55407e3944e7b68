import type { Locator, Page } from "@playwright/test";
import { expect, FAILED_REQUESTS, type ServerOptions, test } from "./fixtures.ts";

const PROJECT = { id: "acme/web", name: "Acme web" };
const PROJECT_PATH = "/projects/acme%2Fweb";

/** An agent that says what it was asked, and then a word now and then, until it is stopped. */
const AGENT = `
  process.stdin.on("data", (asked) => console.log("Asked: " + asked));
  let said = 0;
  setInterval(() => console.log("Word " + ++said), 100);
`;

const emptyServer = (runs: { max: number; window_seconds: number }): ServerOptions => ({
  policy: { runs },
  environment: {
    LEEWAY_SAMPLE: "off",
    LEEWAY_RUN_COMMAND: JSON.stringify([process.execPath, "-e", AGENT]),
  },
});
const roomy = emptyServer({ max: 10, window_seconds: 3600 });

const card = (page: Page, title: string): Locator =>
  page.getByRole("region", { name: title, exact: true });
const startButton = (page: Page) => page.getByRole("button", { name: "Start run" });
const usage = (page: Page) => card(page, "Run quota").getByText(/^\d+ of \d+ runs used$/);
const runOf = (page: Page, message: string) =>
  card(page, "Runs").getByRole("listitem").filter({ hasText: message });

async function startRun(page: Page, message: string): Promise<void> {
  await page.getByLabel("Message").fill(message);
  await page.getByLabel("Message").press("Control+Enter");
}

test("a person starts runs until the door says no, and it opens by itself", async ({
  startServer,
  page,
}) => {
  // A bare start makes its database first, which a busy machine may take most of a minute for.
  test.setTimeout(120_000);
  const server = await startServer({
    policy: {
      runs: { max: 2, window_seconds: 20 },
      // Room for the third while the first two still work.
      projects: { "*": { max_concurrency: 4 } },
    },
    bare: true,
  });
  await page.goto(server.url);
  await expect(card(page, "Now")).toContainText(/You can start: 2 runs/);
  await page.getByRole("link", { name: "Quota", exact: true }).click();
  await expect(usage(page)).toHaveText("0 of 2 runs used");
  await page.getByRole("link", { name: "Sample docs" }).click();
  await expect(card(page, "Start a run")).toContainText("sample agent, which does no work");
  for (const used of [1, 2]) {
    await startRun(page, `Chore ${used}`);
    await expect(usage(page)).toHaveText(`${used} of 2 runs used`);
    await expect(runOf(page, `Chore ${used}`)).toContainText("Running");
  }
  await expect(card(page, "Run quota")).toContainText(/next window opens in \d+\ss/);
  await expect(startButton(page)).toHaveAttribute("aria-disabled", "true");
  const refused = await page.request.post(`${server.url}/api/runs`, {
    data: { project_id: "sample/docs", message: "One more" },
  });
  expect(refused.status()).toBe(429);
  expect(refused.headers()["content-type"]).toBe("application/problem+json");
  expect(Number(refused.headers()["retry-after"])).toBeGreaterThanOrEqual(1);
  expect(Number(refused.headers()["retry-after"])).toBeLessThanOrEqual(20);
  expect(await refused.json()).toMatchObject({ error: "run_quota_exhausted", used: 2, max: 2 });

  await expect(startButton(page)).not.toHaveAttribute("aria-disabled", { timeout: 30_000 });
  await expect(usage(page)).not.toHaveText("2 of 2 runs used");
  await startRun(page, "After the wait");
  await expect(runOf(page, "After the wait")).toContainText("Running");
  await expect(runOf(page, "One more")).toHaveCount(0);
});

test("shows what a run prints as it prints it, and cancels it, in every tab", async ({
  startServer,
  page,
  context,
}) => {
  const server = await startServer(roomy);
  await server.client.projects.add({ body: PROJECT });
  const other = await context.newPage();
  await other.goto(`${server.url}/quota`);
  await expect(usage(other)).toHaveText("0 of 10 runs used");
  await page.goto(server.url + PROJECT_PATH);
  await startRun(page, "Tidy the changelog");

  // Without the live channel the other tab would ask again only after ten seconds.
  await expect(usage(other)).toHaveText("1 of 10 runs used", { timeout: 8000 });
  await expect(runOf(other, "Tidy the changelog")).toContainText("Running");
  await runOf(page, "Tidy the changelog").getByText("Output").click();
  const output = page.getByRole("region", { name: "Output" });
  await expect(output).toContainText("Asked: Tidy the changelog");
  const words = async () => Number(/.*Word (\d+)/s.exec(await output.innerText())?.[1] ?? 0);
  const before = await words();
  await expect.poll(words).toBeGreaterThan(before);

  await other.getByRole("button", { name: "Cancel Tidy the changelog" }).click();
  await expect(other.getByText("Run is being cancelled")).toBeVisible();
  for (const tab of [other, page]) {
    await expect(runOf(tab, "Tidy the changelog")).toContainText("Cancelled");
    await expect(usage(tab)).toHaveText("1 of 10 runs used");
  }
});

test.describe("the sample workspace", () => {
  // What was looked at is gone, and may be asked for once more before the page knows.
  test.use({ tolerates: FAILED_REQUESTS });
  test("goes for good by one click and a yes", async ({ startServer, page, context }) => {
    const server = await startServer();
    await server.client.runs.submit({
      body: { project_id: "sample/docs", message: "Sample chore" },
    });
    await page.goto(`${server.url}/quota`);
    await expect(usage(page)).toHaveText("1 of 5 runs used");
    await page.getByRole("button", { name: "Remove it" }).click();
    const dialog = page.getByRole("dialog", { name: "Remove the sample workspace?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    await expect(runOf(page, "Sample chore")).toBeVisible();

    await page.getByRole("button", { name: "Remove it" }).click();
    await dialog.getByRole("button", { name: "Remove sample" }).click();
    await expect(page.getByText("Sample workspace removed")).toBeVisible();
    const gone = async (from: Page) => {
      await expect(card(from, "Projects")).toContainText("No projects yet");
      await expect(card(from, "Runs")).toContainText("No runs yet");
      await expect(usage(from)).toHaveText("0 of 10 runs used");
      await expect(from.getByRole("complementary", { name: "Sample workspace" })).toHaveCount(0);
    };
    await gone(page);
    await page.close();
    await server.stop();
    await server.restart();
    const later = await context.newPage();
    await later.goto(`${server.url}/quota`);
    await gone(later);
  });
});

test("deep links lead to their pages, and the build carries no mocks", async ({
  startServer,
  page,
  request,
}) => {
  const server = await startServer(roomy);
  await server.client.projects.add({ body: PROJECT });
  const heading = page.getByRole("heading", { level: 1 });
  await page.goto(server.url + PROJECT_PATH);
  await expect(heading).toHaveText("Acme web");
  await page.reload();
  await expect(heading).toHaveText("Acme web");
  await page.goto(`${server.url}/nowhere/at/all`);
  await expect(heading).toHaveText("Nothing here");
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(usage(page)).toHaveText("0 of 10 runs used");

  expect((await request.get(`${server.url}/mockServiceWorker.js`)).status()).toBe(404);
  expect((await request.get(`${server.url}/assets/gone.js`)).status()).toBe(404);
  const workers = await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const all = await navigator.serviceWorker.getRegistrations();
    return all.map(({ active }) => active && new URL(active.scriptURL).pathname);
  });
  expect(workers).toEqual(["/shellWorker.js"]);
});

test.describe("when answers fail", () => {
  test.use({ tolerates: new RegExp(`${FAILED_REQUESTS.source}|^WebSocket connection to `) });

  test("a start that nobody saw would be refused: 429, then a countdown, then open", async ({
    startServer,
    openFront,
    page,
  }) => {
    const server = await startServer(emptyServer({ max: 1, window_seconds: 6 }));
    await server.client.projects.add({ body: PROJECT });
    // Through the proxy there is no live channel, so the page cannot know what others start.
    const front = await openFront(server);
    await page.goto(front.url + PROJECT_PATH);
    await expect(usage(page)).toHaveText("0 of 1 runs used");
    await server.client.runs.submit({ body: { project_id: PROJECT.id, message: "Another's" } });
    const answered = page.waitForResponse(
      (answer) => answer.request().method() === "POST" && answer.url().endsWith("/api/runs"),
    );
    await startRun(page, "Mine");
    const answer = await answered;
    expect(answer.status()).toBe(429);
    expect(await answer.headerValue("retry-after")).toMatch(/^[1-6]$/);
    await expect(card(page, "Start a run")).toContainText(
      /You have started 1 run in the last 6\sseconds; 1 is allowed\. The next window opens in \d\ss/,
    );
    await expect(page.getByLabel("Message")).toHaveValue("Mine");
    await expect(startButton(page)).not.toHaveAttribute("aria-disabled", { timeout: 30_000 });
    await startButton(page).click();
    // Without a live channel the list is asked for every ten seconds.
    await expect(runOf(page, "Mine")).toContainText("Running", { timeout: 30_000 });
  });

  test("a warm cache paints the gauge before any answer", async ({
    startServer,
    openFront,
    page,
  }) => {
    const server = await startServer(roomy);
    await server.client.projects.add({ body: PROJECT });
    await server.client.runs.submit({ body: { project_id: PROJECT.id, message: "Earlier" } });
    const front = await openFront(server);
    await page.goto(`${front.url}/quota`);
    await expect(usage(page)).toHaveText("1 of 10 runs used");
    await expect.poll(() => page.evaluate(persisted)).toContain('"used":1');
    front.hold();
    const answers: string[] = [];
    page.on("response", (response) => answers.push(new URL(response.url()).pathname));
    await server.client.runs.submit({ body: { project_id: PROJECT.id, message: "Meanwhile" } });

    await page.reload();
    await expect(usage(page)).toHaveText("1 of 10 runs used");
    await expect(card(page, "Run quota").getByRole("meter")).toHaveAttribute("aria-valuenow", "10");
    await expect(runOf(page, "Earlier")).toContainText("Running");
    expect(answers).toContain("/quota");
    expect(answers.filter((path) => path.startsWith("/api/"))).toEqual([]);
    front.release();
    await expect(usage(page)).toHaveText("2 of 10 runs used");
  });

  test("a server that dies leaves its last values, with a word; one that returns is found", async ({
    startServer,
    page,
  }) => {
    test.setTimeout(120_000);
    const server = await startServer(roomy);
    await server.client.projects.add({ body: PROJECT });
    await page.goto(server.url + PROJECT_PATH);
    await startRun(page, "Before");
    await expect(usage(page)).toHaveText("1 of 10 runs used");
    await server.kill();
    await expect(page.getByText("No live connection.")).toBeVisible();
    await expect(usage(page)).toHaveText("1 of 10 runs used");
    const quota = card(page, "Run quota");
    await expect(quota).toContainText("Could not be refreshed", { timeout: 15_000 });
    await expect(quota).toContainText("This is the last value seen.");
    await expect(usage(page)).toHaveText("1 of 10 runs used");

    await server.restart();
    await expect(page.getByText("No live connection.")).toBeHidden({ timeout: 15_000 });
    await expect(quota).not.toContainText("Could not be refreshed");
    await expect(runOf(page, "Before")).toContainText("the server was gone before it ended");
    await startRun(page, "After");
    await expect(usage(page)).toHaveText("2 of 10 runs used");
  });
});

/** What the browser keeps of the answers. */
async function persisted(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error));
    });
  const database = await done(indexedDB.open("keyval-store"));
  const store = database.transaction("keyval").objectStore("keyval");
  return JSON.stringify(await done(store.getAll())).replaceAll("\\", "");
}
