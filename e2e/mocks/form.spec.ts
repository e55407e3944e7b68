import { card, expect, FAILED_REQUESTS, test } from "./fixtures.ts";

const PROJECT = "/projects/acme%2Fweb";

test("a blocked form says why and until when, starts nothing, and opens by itself", async ({
  page,
  open,
  pass,
}) => {
  await open("run-quota-exhausted", PROJECT);
  const form = card(page, "Start a run");
  const start = form.getByRole("button", { name: "Start run" });
  const message = form.getByLabel("Message");
  await expect(start).toHaveAttribute("aria-disabled", "true");
  await expect(start).toHaveAccessibleDescription(
    "Run quota exhausted. You have started 10 runs in the last hour; 10 are allowed.",
  );
  await expect(form).toContainText("The next window opens in 5 m · 14:05 CET.");
  await expect(form).toContainText("Wait: the form opens by itself.");

  await message.fill("Tidy the changelog");
  await message.press("Control+Enter");
  await start.focus();
  await expect(start).toBeFocused();
  await page.keyboard.press("Enter");
  await pass(60_000);
  await expect(form).toContainText("The next window opens in 4 m · 14:05 CET.");
  await expect(card(page, "Run quota")).toContainText("10 of 10 runs used");
  await expect(card(page, "Runs")).not.toContainText("Tidy the changelog");

  await pass(239_999);
  await expect(form).toContainText("The next window opens in 1 s");
  await pass(1);
  await pass(500);
  await expect(form).not.toContainText("Run quota exhausted");
  await expect(start).not.toHaveAttribute("aria-disabled");
  await expect(message).toHaveValue("Tidy the changelog");
  await start.click();
  await expect(card(page, "Runs")).toContainText("Tidy the changelog");
  await expect(card(page, "Run quota")).toContainText("10 of 10 runs used");
  await expect(start).toHaveAttribute("aria-disabled", "true");
});

test("a form that no waiting opens names what would", async ({ page, open }) => {
  await open("no-runs-allowed", PROJECT);
  const form = card(page, "Start a run");
  await expect(form).toContainText("The policy allows you no runs.");
  await expect(form).toContainText("Ask an operator to raise runs.max in the policy.");
  await expect(form).not.toContainText("opens");
});

test.describe("while the engines fail", () => {
  test.use({ tolerates: FAILED_REQUESTS });
  test("counters out of reach hold the door, and say so", async ({ page, open }) => {
    await open("engine-unavailable", PROJECT);
    const form = card(page, "Start a run");
    await expect(form).toContainText("Limits cannot be checked");
    await expect(form.getByRole("button", { name: "Start run" })).toHaveAccessibleDescription(
      "Limits cannot be checked. Leeway cannot reach its counters, so nothing starts uncounted.",
    );
  });
});

test("warns near the end, and lets pass", async ({ page, open }) => {
  await open("nearly-full", PROJECT);
  const form = card(page, "Start a run");
  await expect(form).toContainText("Runs: 90% used.");
  await expect(form.getByRole("button")).not.toHaveAttribute("aria-disabled");
});

test("a start moves the gauge, and shows its run, its output and its end", async ({
  page,
  open,
  pass,
}) => {
  await open("busy", PROJECT);
  const form = card(page, "Start a run");
  await form.getByRole("button", { name: "Start run" }).click();
  await expect(form.getByLabel("Message")).toHaveAccessibleDescription(
    /^Say what the agent shall do\./,
  );
  await form.getByLabel("Message").fill("Tidy the changelog");
  await form.getByRole("button", { name: "Start run" }).click();
  await expect(card(page, "Run quota").getByRole("meter")).toHaveAttribute("aria-valuenow", "80");
  await expect(form.getByLabel("Message")).toHaveValue("");
  const run = card(page, "Runs").getByRole("listitem").filter({ hasText: "Tidy the changelog" });
  await expect(run).toContainText("Running");
  await run.getByText("Output").click();
  await expect(run.getByRole("region", { name: "Output" })).toContainText(
    "Asked: Tidy the changelog",
  );
  await pass(2500);
  await expect(run.getByRole("region", { name: "Output" })).toContainText("[1/6] mock step");
  await run.getByRole("button", { name: "Cancel" }).click();
  await expect(run).toContainText("Cancelled");
  await expect(card(page, "Run quota")).toContainText("8 of 10 runs used");
});

test("choosing another project in the form goes to its page", async ({ page, open }) => {
  await open("busy", PROJECT);
  await page.getByRole("combobox", { name: "Project" }).selectOption("Acme payments API");
  await expect(page).toHaveURL(/\/projects\/acme%2Fpayments-api$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme payments API");
});

test.describe("a fault of the one who asks", () => {
  test.use({ tolerates: FAILED_REQUESTS });
  test("adds a project and opens it; a bad name is said at its field", async ({ page, open }) => {
    await open("empty", "/projects");
    const form = card(page, "Add a project");
    await form.getByLabel("Repository").fill("not a repository!");
    await form.getByRole("button", { name: "Add project" }).click();
    await expect(form.getByLabel("Repository")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("Repository")).toHaveAccessibleDescription(/^Repository \w+/);
    await form.getByLabel("Repository").fill("acme/web");
    await form.getByLabel("Name", { exact: true }).fill("Acme web");
    await form.getByRole("button", { name: "Add project" }).click();
    await expect(page).toHaveURL(/\/projects\/acme%2Fweb$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme web");
  });
});
