import type { Page } from "@playwright/test";
import { expect, type RealServer, test } from "./fixtures.ts";

/** An agent that answers each line it is told, until it is told to go. */
const AGENT = `
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    console.log("Agent heard: " + line);
    if (line === "go") process.exit(0);
  });
`;
const environment = {
  LEEWAY_SAMPLE: "off",
  LEEWAY_SESSION_COMMAND: JSON.stringify([process.execPath, "-e", AGENT]),
};

const box = (page: Page) => page.getByRole("textbox", { name: "Message" });
const output = (page: Page) => page.getByRole("region", { name: "Output", exact: true });

async function open(page: Page, { url }: RealServer, id: string): Promise<void> {
  await page.goto(`${url}/sessions/${id}`);
  await expect(page.getByText("Running", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send", exact: true })).not.toHaveAttribute(
    "aria-disabled",
  );
}

test("what is typed in one tab reaches the agent, and its answer every tab", async ({
  startServer,
  page,
  context,
}) => {
  const server = await startServer({ environment });
  const { id } = (await server.client.sessions.start({ body: { name: "Parser" } })).data;
  const other = await context.newPage();
  await open(page, server, id);
  await open(other, server, id);

  await box(page).fill("Mend the ünit tests 🦊");
  await box(page).press("Enter");
  await expect(box(page)).toHaveValue("");
  for (const tab of [page, other]) {
    await expect(output(tab)).toContainText("Agent heard: Mend the ünit tests 🦊");
  }
  await box(other).fill("one");
  await box(other).press("Shift+Enter");
  await box(other).pressSequentially("two");
  await other.getByRole("button", { name: "Send", exact: true }).click();
  await expect(output(page)).toContainText("Agent heard: one\nAgent heard: two");
  await expect(page.getByRole("list", { name: "Messages on their way" })).toHaveCount(0);
});

test("a session that has ended takes no message, and is started again to go on", async ({
  startServer,
  page,
  context,
}) => {
  const server = await startServer({ environment });
  const { id } = (await server.client.sessions.start({ body: { name: "Parser" } })).data;
  await open(page, server, id);
  await box(page).fill("go");
  await box(page).press("Enter");
  await expect(page.getByText("Succeeded", { exact: true })).toBeVisible();
  await expect(box(page)).toHaveAccessibleDescription("The session is over.");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );

  // Whoever asks all the same is refused, and the connection goes on.
  const asking = await context.newPage();
  await asking.goto(`${server.url}/sessions`);
  const answers = await asking.evaluate(
    (session_id) =>
      new Promise<unknown[]>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/live`);
        const heard: unknown[] = [];
        socket.addEventListener("message", ({ data }) => {
          const event = JSON.parse(String(data)) as { type: string };
          if (event.type !== "changed") heard.push(event);
          if (heard.length < 2) return;
          socket.close();
          resolve(heard);
        });
        socket.addEventListener("open", () => {
          for (const client_id of ["first", "second"]) {
            socket.send(JSON.stringify({ type: "send_message", client_id, session_id, text: "x" }));
          }
        });
      }),
    id,
  );
  const refused = { type: "send_refused", status: 409, error: "conflict" };
  expect(answers).toMatchObject([
    { ...refused, client_id: "first" },
    { ...refused, client_id: "second" },
  ]);

  await page.getByRole("button", { name: "Start again" }).click();
  await expect(page.getByText("Running", { exact: true })).toBeVisible();
  expect(page.url()).not.toContain(id);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Parser");
  await box(page).fill("hello again");
  await box(page).press("Enter");
  await expect(output(page)).toContainText("Agent heard: hello again");
});
