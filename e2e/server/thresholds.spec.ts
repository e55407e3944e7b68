import type { Page } from "@playwright/test";
import { type Emulator, startEmulator } from "../../mocks/emulator.ts";
import { expect, type RealServer, test as base } from "./fixtures.ts";

const PROJECT = { id: "acme/web", name: "Acme web" };
const SESSION = "Session cap (5-hour window)";
/** What other tabs may take to know. */
const SOON = { timeout: 2000 };

const test = base.extend<{ emulator: Emulator }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names off the pattern.
  emulator: async ({}, provide) => {
    const emulator = await startEmulator({ port: 0 });
    await provide(emulator);
    await emulator.close();
  },
});

const banner = (page: Page) => page.getByRole("complementary", { name: "New work is paused" });
const percent = (page: Page) => page.getByRole("spinbutton", { name: `${SESSION}, percent` });
const submit = ({ client }: RealServer) =>
  client.runs.submit({ body: { project_id: PROJECT.id, execution: "external" } });

test("a cap is set with a preview, holds new work in all tabs, and lets one pass", async ({
  page,
  context,
  startServer,
  emulator,
}) => {
  const server = await startServer({
    environment: { LEEWAY_SAMPLE: "off", LEEWAY_PROVIDER_CLAUDE_URL: `${emulator.url}/claude` },
  });
  const { client } = server;
  await client.projects.add({ body: PROJECT });
  const state = { weekly_pct: 10, session_resets_at: 7200, weekly_resets_at: 90_000 };
  emulator.vendor.set("claude", "token", { session_pct: 82, ...state });
  const credential = { kind: "token", token: "token" } as const;
  const account = await client.providers.connect({ body: { provider: "claude", credential } });

  const other = await context.newPage();
  await other.goto(server.url);
  await expect(other.getByRole("region", { name: "Now", exact: true })).toContainText(
    "You can start",
  );

  await page.goto(server.url);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("switch", { name: SESSION }).check();
  await expect(percent(page)).toHaveValue("90");
  await expect(page.getByText("now 82%")).toBeVisible();
  await expect(page.getByText(/^Saving this/)).toBeHidden();
  await page.getByRole("slider", { name: `${SESSION}, slider` }).press("Home");
  await expect(percent(page)).toHaveValue("50");
  await percent(page).fill("80");
  await expect(page.getByText(/^Saving this pauses new work now, until /)).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(banner(other)).toContainText("82% used, and you pause new work at 80%", SOON);
  await expect(banner(other)).toContainText("The window resets in");
  await expect(page.getByRole("button", { name: "Saved" })).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expect(submit(server)).rejects.toMatchObject({ problem: { utilization_pct: 82 } });

  await banner(other).getByRole("button", { name: "Continue once" }).click();
  await other.getByRole("textbox", { name: "Why" }).fill("The release");
  await other.getByRole("button", { name: "Let one pass" }).click();
  await expect(banner(page)).toContainText(
    /One start may pass until .* \(by you: The release\)/,
    SOON,
  );
  await submit(server);
  await expect(banner(page).getByRole("button", { name: "Continue once" })).toBeVisible(SOON);
  await expect(submit(server)).rejects.toMatchObject({ problem: { status: 503 } });

  await percent(page).fill("83");
  await expect(page.getByText("Saving this frees new work now.")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(banner(other)).toBeHidden(SOON);
  await submit(server);

  // What the vendor says is seen as well, once it was asked.
  emulator.vendor.set("claude", "token", { session_pct: 83, ...state });
  await client.providers.usage({ params: { connection_id: account.data.id } });
  await expect(banner(other)).toBeVisible({ timeout: 4000 });
});

test("a message to a running session is refused in the same words, and the session works on", async ({
  page,
  startServer,
  emulator,
}) => {
  const server = await startServer({
    environment: { LEEWAY_SAMPLE: "off", LEEWAY_PROVIDER_CLAUDE_URL: `${emulator.url}/claude` },
  });
  const { client } = server;
  emulator.vendor.set("claude", "token", { session_pct: 95, session_resets_at: 7200 });
  const credential = { kind: "token", token: "token" } as const;
  await client.providers.connect({ body: { provider: "claude", credential } });
  const { id } = (await client.sessions.start({ body: { name: "Parser" } })).data;
  await page.goto(`${server.url}/sessions/${id}`);
  const send = page.getByRole("button", { name: "Send", exact: true });
  await expect(send).not.toHaveAttribute("aria-disabled");
  await client.thresholds.write({ body: { session_pct: 90, week_pct: null } });
  await expect(banner(page)).toBeVisible(SOON);

  // The box knows before it is tried, and says why.
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("Go on");
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(send).toHaveAccessibleDescription(/95% used, and you pause new work at 90%/);
  // Who does not ask beforehand is refused with the members that HTTP has.
  const answer = await page.evaluate(
    (session_id) =>
      new Promise<unknown>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/live`);
        const request = { type: "send_message", client_id: "m-1", session_id, text: "Go on" };
        socket.addEventListener("open", () => socket.send(JSON.stringify(request)));
        socket.addEventListener("message", ({ data }) => {
          const event = JSON.parse(String(data)) as { type: string };
          if (event.type !== "changed") resolve(event);
        });
      }),
    id,
  );
  expect(answer).toMatchObject({
    type: "send_refused",
    client_id: "m-1",
    status: 503,
    error: "quota_threshold_reached",
    reason: "session_threshold",
    utilization_pct: 95,
    threshold_pct: 90,
  });
  await expect(page.getByText("Running", { exact: true })).toBeVisible();

  await client.thresholds.write({ body: { session_pct: null, week_pct: null } });
  await expect(banner(page)).toBeHidden(SOON);
  await expect(send).not.toHaveAttribute("aria-disabled");
  await send.click();
  const output = page.getByRole("region", { name: "Output", exact: true });
  await expect(output).toContainText("You said: Go on");
});
