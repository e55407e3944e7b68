import { expect, FAILED_REQUESTS, test } from "./fixtures.ts";

const PROJECT = { id: "acme/web", name: "Acme web" };
/** One run in eight seconds. */
const policy = { runs: { max: 1, window_seconds: 8 } };

test("a run that finds the window full is parked from its form, and starts by itself", async ({
  page,
  startServer,
}) => {
  const server = await startServer({ policy, environment: { LEEWAY_SAMPLE: "off" } });
  const { client } = server;
  await client.projects.add({ body: PROJECT });
  await client.runs.submit({ body: { project_id: PROJECT.id, execution: "external" } });
  await page.goto(`${server.url}/projects/acme%2Fweb`);
  await page.getByLabel("Message").fill("Tidy the changelog");
  await page.getByRole("checkbox", { name: "Wait if a limit stands in the way" }).check();
  await page.getByRole("button", { name: /^Park run/ }).click();

  const waiting = page.getByRole("region", { name: "Waiting" });
  await expect(waiting).toContainText("Tidy the changelog");
  const { runs } = (await client.runs.list({ query: { status: "parked" } })).data;
  expect(runs).toMatchObject([{ refusal: { reason: "run_quota_exhausted" } }]);
  // The window opens, and nobody does anything.
  await expect(waiting).toContainText("Nothing waits", { timeout: 45_000 });
  const run = (await client.runs.get({ params: { id: runs[0]?.id ?? "" } })).data;
  expect(["running", "queued", "succeeded"]).toContain(run.status);
});

test("what waits can be cancelled together, and never starts", async ({ page, startServer }) => {
  const server = await startServer({
    policy: { runs: { max: 1, window_seconds: 3600 } },
    environment: { LEEWAY_SAMPLE: "off" },
  });
  const { client } = server;
  await client.projects.add({ body: PROJECT });
  await client.runs.submit({ body: { project_id: PROJECT.id, execution: "external" } });
  const park = { project_id: PROJECT.id, execution: "external", on_refusal: "park" } as const;
  for (const message of ["One", "Two"]) await client.runs.submit({ body: { ...park, message } });
  await page.goto(`${server.url}/projects/acme%2Fweb`);
  const waiting = page.getByRole("region", { name: "Waiting" });
  await waiting.getByRole("button", { name: /^Cancel all/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel them" }).click();
  await expect(waiting).toContainText("Nothing waits");
  const { runs } = (await client.runs.list({ query: { status: "cancelled" } })).data;
  expect(runs.map(({ started_at }) => started_at)).toEqual([null, null]);
});

test.describe("schedules", () => {
  test.use({ tolerates: FAILED_REQUESTS });

  test("are written in the page, and show when they fire next", async ({ page, startServer }) => {
    const server = await startServer({ environment: { LEEWAY_SAMPLE: "off" } });
    await server.client.projects.add({ body: PROJECT });
    await page.goto(`${server.url}/schedules`);
    await page
      .getByRole("button", { name: /schedule/i })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Nightly");
    await dialog.getByLabel("Message").fill("Update the dependencies");
    await dialog.getByLabel("Cron").fill("61 * * * *");
    await dialog.getByRole("button", { name: /^(Add|Save|Create)/ }).click();
    await expect(dialog.getByLabel("Cron")).toHaveAttribute("aria-invalid", "true");
    await dialog.getByLabel("Cron").fill("30 2 * * *");
    await dialog.getByRole("button", { name: /^(Add|Save|Create)/ }).click();
    await expect
      .poll(async () => (await server.client.schedules.list()).data.schedules)
      .toHaveLength(1);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("main")).toContainText("Nightly");
    await expect(page.getByRole("main")).toContainText("02:30");
  });
});
