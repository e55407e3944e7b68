import type { Page } from "@playwright/test";
import { addAccount, cardOf, rowOf, shares, storedBy, valuesOf } from "./accounts.ts";
import { expect, FAILED_REQUESTS, test } from "./fixtures.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const noLine = (page: Page) => page.getByText("No live connection.");

/** Until the browser has the page's files. */
const keptShell = (page: Page) =>
  page.evaluate(async () => void (await navigator.serviceWorker.ready));

test.use({
  // The page is asked for as well, and its worker.
  tolerates: new RegExp(
    [FAILED_REQUESTS.source, "^WebSocket connection to ", "^Failed to load resource: "].join("|"),
  ),
});

test("with the server gone a reload shows what was last seen, and pages open", async ({
  startServer,
  vendor,
  page,
  context,
}) => {
  const server = await startServer({
    environment: { LEEWAY_SAMPLE: "off", ...vendor.environment },
  });
  const { id, snapshot } = await addAccount(server, vendor, {
    nickname: "Kept",
    state: shares(20, 40),
  });
  const row = rowOf(page, "Kept");
  const showsLastSeen = async () => {
    await expect(row.locator(`time[datetime="${snapshot.observed_at}"]`)).toHaveText(/ago|now/);
    expect((await valuesOf(row)).map(([, value]) => value)).toEqual(["20", "40"]);
  };
  await page.goto(`${server.url}/accounts`);
  await showsLastSeen();
  await expect.poll(() => storedBy(page)).toContain(id);
  await keptShell(page);
  await server.stop();

  // Again and again: that asking failed is no reason to forget.
  for (const _ of ["once", "twice", "thrice"]) {
    await page.reload();
    await showsLastSeen();
    await expect(cardOf(page)).toContainText("Could not be refreshed");
  }
  await expect(noLine(page)).toBeVisible();
  // Its code was never asked for before.
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(heading(page)).toHaveText("Settings");
  const other = await context.newPage();
  await other.goto(`${server.url}/projects`);
  await expect(heading(other)).toHaveText("Projects");
  await other.close();

  await server.restart();
  await page.goto(`${server.url}/accounts`);
  await showsLastSeen();
  await expect(noLine(page)).toHaveCount(0);
});

test("a proxy's word that the server is gone is not shown in place of the page", async ({
  startServer,
  openFront,
  page,
}) => {
  const server = await startServer({ environment: { LEEWAY_SAMPLE: "off" } });
  const front = await openFront(server);
  await page.goto(front.url);
  await keptShell(page);
  await server.stop();
  const answered = await page.goto(`${front.url}/quota`);
  expect(answered?.status()).toBe(200);
  await expect(heading(page)).toHaveText("Quota");
});

test("while the server is there, the page is the server's", async ({
  startServer,
  openFront,
  page,
}) => {
  const server = await startServer({ environment: { LEEWAY_SAMPLE: "off" } });
  const front = await openFront(server);
  await page.goto(front.url);
  await keptShell(page);
  const asked = front.seen.length;
  await page.reload();
  await expect(heading(page)).toHaveText("Overview");
  expect(front.seen.slice(asked)).toContain("/");
  // Nothing of the API is kept, and its addresses never lead to the page.
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all(
      (await window.caches.keys()).map((name) => window.caches.open(name)),
    );
    const requests = await Promise.all(caches.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain("/index.html");
  expect(
    kept.filter((path) => !/^\/(?:index\.html|theme\.js|favicon\.svg|assets\/.*)$/.test(path)),
  ).toEqual([]);
  const health = await page.goto(`${front.url}/healthz`);
  expect(health?.headers()["content-type"]).toContain("json");
});
