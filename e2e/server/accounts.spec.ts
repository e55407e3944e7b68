import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { VendorFault } from "../../mocks/vendor/vendorState.ts";
import { tabTo } from "../mocks/tabTo.ts";
import { violationsOf } from "../violations.ts";
import {
  addAccount,
  cardOf,
  readAccount,
  rowOf,
  shares,
  storedBy,
  tokenOf,
  valuesOf,
} from "./accounts.ts";
import {
  expect,
  FAILED_REQUESTS,
  type RealServer,
  type ServerOptions,
  test,
  type VendorsOnPort,
} from "./fixtures.ts";

const empty = ({ environment }: VendorsOnPort): ServerOptions => ({
  environment: { LEEWAY_SAMPLE: "off", ...environment },
});

/** All that a page hears: answers and live news. Asked once it is over, as bodies come late. */
function heardBy(page: Page): () => Promise<string> {
  const heard: Promise<string>[] = [];
  page.on("response", (answer) => {
    const headers = JSON.stringify(answer.headers());
    heard.push(
      answer.text().then(
        (body) => `${answer.url()} ${headers} ${body}`,
        () => `${answer.url()} ${headers}`,
      ),
    );
  });
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => heard.push(Promise.resolve(String(payload)))),
  );
  return async () => (await Promise.all(heard)).join("\n");
}

test.describe("a first account", () => {
  // What was removed is gone, and may be asked for once more before the page knows.
  test.use({ tolerates: FAILED_REQUESTS });
  test("is led to by the empty page, and its token stays on the server", async ({
    startServer,
    vendor,
    page,
  }) => {
    const good = "sk-ant-oat01-good-token-of-a-person";
    const bad = "sk-ant-oat01-token-that-has-lapsed";
    vendor.vendor.set("claude", good, shares(20, 40));
    const server = await startServer(empty(vendor));
    const heard = heardBy(page);
    const dialog = page.getByRole("dialog", { name: "Add an account" });
    const paste = async (token: string) => {
      await dialog.getByRole("combobox", { name: "Provider" }).selectOption("claude");
      await dialog.getByLabel("Token", { exact: true }).fill(token);
      await dialog.getByRole("button", { name: "Add account" }).click();
    };
    await page.goto(`${server.url}/accounts`);
    await expect(cardOf(page)).toContainText("No provider accounts yet");
    await cardOf(page).getByRole("button", { name: "Add account" }).click();
    await paste(good);
    await expect(dialog).toContainText("Claude 1 works");
    const limits = dialog.getByRole("list", { name: "Its limits" });
    await expect(limits.getByRole("meter", { name: /^Session/ })).toHaveAttribute(
      "aria-valuenow",
      "20",
    );
    await expect(limits.getByRole("meter", { name: /^Weekly/ })).toHaveAttribute(
      "aria-valuenow",
      "40",
    );
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(dialog).toBeHidden();
    await expect(rowOf(page, "Claude 1")).toContainText("Available");

    await page.getByRole("button", { name: "Add account" }).click();
    await paste(bad);
    await expect(dialog).toContainText("Sign in again");
    await expect(dialog).toContainText("Another credential may do.");
    await dialog.getByRole("button", { name: "Remove it" }).click();
    await expect(dialog).toBeHidden();
    await expect(cardOf(page)).toContainText("1 account");
    await expect(rowOf(page, "Claude 2")).toHaveCount(0);

    // What the browser keeps is written a moment later.
    await expect.poll(() => storedBy(page)).toContain("Claude 1");
    const fields = await page
      .locator("input, textarea")
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    const told = [await heard(), await storedBy(page), await page.content(), page.url(), ...fields];
    expect(told.join("\n")).toContain("Claude 1");
    for (const token of [good, bad]) expect(told.join("\n").includes(token)).toBe(false);
    expect(vendor.vendor.seen("claude").by_token).toEqual({ [good]: 1, [bad]: 1 });
  });
});

const faults: readonly [nickname: string, fault: VendorFault, badge: string, words: RegExp][] = [
  ["429 with a time", { kind: "429", retry_after: 90 }, "Refresh paused", /Refresh paused 1\sm/],
  ["429 without", { kind: "429" }, "Refresh paused", /Refresh paused (5\sm|4\sm)/],
  ["401", { kind: "401" }, "Sign in again", /Sign in again: .*does not accept this sign-in/],
  ["bot check", { kind: "html_403" }, "Refresh failed", /Last refresh failed: HTTP 403/],
  ["half", { kind: "truncated" }, "Refresh failed", /Last refresh failed: The answer broke off/],
  ["500", { kind: "500" }, "Refresh failed", /Last refresh failed: HTTP 500/],
  ["no limits", { kind: "no_limits" }, "Refresh failed", /Last refresh failed: ./],
];

/** Refreshes one account that works, and then once more as its vendor fails. */
async function refreshInto(
  {
    fault,
    ...given
  }: { nickname: string; fault: VendorFault; server: RealServer; page: Page } & {
    vendor: VendorsOnPort;
  },
  expected: { badge: string; words: RegExp },
  timeout: number,
): Promise<void> {
  const { nickname, server, vendor, page } = given;
  const row = rowOf(page, nickname);
  const { id, snapshot: added } = await addAccount(server, vendor, {
    nickname,
    state: shares(20, 40),
  });
  await row.getByRole("button", { name: `Details of ${nickname}` }).click();
  vendor.vendor.set("claude", tokenOf(nickname), shares(37, 62));
  await row.getByRole("button", { name: "Refresh" }).click();
  const values = [
    [expect.stringMatching(/^Session/), "37"],
    [expect.stringMatching(/^Weekly/), "62"],
  ];
  await expect.poll(() => valuesOf(row)).toEqual(values);
  const { snapshot: before } = await readAccount(server, id);
  expect(before.observed_at).not.toBe(added.observed_at);
  const age = row.locator(`time[datetime="${before.observed_at}"]`);
  await expect(age).toBeVisible();

  vendor.vendor.fault(tokenOf(nickname), fault);
  const answered = page.waitForResponse(new RegExp(`/usage/${id}$`), { timeout });
  await row.getByRole("button", { name: "Refresh" }).click();
  expect((await answered).status()).toBe(200);
  await expect(row).toContainText(expected.words);
  await expect(row).toContainText(expected.badge);
  expect(await valuesOf(row)).toEqual(values);
  await expect(age).toBeVisible();
  const { snapshot: after } = await readAccount(server, id);
  expect([after.limits, after.observed_at]).toEqual([before.limits, before.observed_at]);
  expect(after.error).not.toBeNull();
  await row.getByRole("button", { name: `Details of ${nickname}` }).click();
}

test("a refresh that fails keeps the values and their age, and says why", async ({
  startServer,
  vendor,
  page,
}) => {
  const server = await startServer(empty(vendor));
  // All rows in sight, or some of them are not drawn.
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.goto(`${server.url}/accounts?sort=name`);
  for (const [nickname, fault, badge, words] of faults) {
    await test.step(nickname, () =>
      refreshInto({ nickname, fault, server, vendor, page }, { badge, words }, 10_000),
    );
  }
});

test("so does one that nobody answers", async ({ startServer, vendor, page }) => {
  const server = await startServer(empty(vendor));
  await page.goto(`${server.url}/accounts`);
  await refreshInto(
    { nickname: "Silent", fault: { kind: "timeout" }, server, vendor, page },
    { badge: "Refresh failed", words: /Last refresh failed: .*did not answer in time/ },
    25_000,
  );
});

test.describe("after a restart without vendors", () => {
  test.use({ tolerates: new RegExp(`${FAILED_REQUESTS.source}|^WebSocket connection to `) });

  test("the table shows what was last seen at once, and then why it is no newer", async ({
    startServer,
    openFront,
    vendor,
    page,
  }) => {
    const server = await startServer(empty(vendor));
    const { id, snapshot } = await addAccount(server, vendor, {
      nickname: "Kept",
      state: shares(20, 40),
    });
    const front = await openFront(server);
    const row = rowOf(page, "Kept");
    const showsLastSeen = async () => {
      await expect(row.locator(`time[datetime="${snapshot.observed_at}"]`)).toHaveText(/ago|now/);
      expect(await valuesOf(row)).toEqual([
        [expect.stringMatching(/^Session/), "20"],
        [expect.stringMatching(/^Weekly/), "40"],
      ]);
    };
    await page.goto(`${front.url}/accounts`);
    await showsLastSeen();
    await expect.poll(() => storedBy(page)).toContain(id);

    await vendor.close();
    await server.stop();
    await server.restart();
    expect((await readAccount(server, id)).snapshot).toEqual(snapshot);
    await server.client.providers.usage({ params: { connection_id: id } });
    front.hold();
    const answers: string[] = [];
    page.on("response", (response) => answers.push(new URL(response.url()).pathname));
    await page.reload();
    await showsLastSeen();
    await expect(row).not.toContainText("refresh failed");
    expect(answers).toContain("/accounts");
    expect(answers.filter((path) => path.startsWith("/api/"))).toEqual([]);

    front.release();
    await expect(row).toContainText(/Last refresh failed: ./);
    await expect(row).toContainText("Refresh failed");
    await showsLastSeen();
  });
});

/** Accounts whose first look fails, so that a refresh has something to ask; then their vendor is slow. */
async function addUnseen(
  server: RealServer,
  vendor: VendorsOnPort,
  count: number,
  slow_ms: number,
): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `Account ${n + 1}`);
  for (const name of names) vendor.vendor.fault(tokenOf(name), { kind: "500" });
  await Promise.all(names.map((nickname) => addAccount(server, vendor, { nickname })));
  for (const name of names) {
    vendor.vendor.fault(tokenOf(name), null);
    vendor.vendor.set("claude", tokenOf(name), { ...shares(20, 40), slow_ms });
  }
  return names;
}

test("all are refreshed four at a time, and what fails is named and asked again", async ({
  startServer,
  vendor,
  page,
}) => {
  const server = await startServer(empty(vendor));
  const names = await addUnseen(server, vendor, 40, 250);
  const failing = ["Account 7", "Account 31"];
  for (const name of failing) vendor.vendor.fault(tokenOf(name), { kind: "500" });
  const refresh = page.getByRole("region", { name: "Refresh", exact: true });
  await page.goto(`${server.url}/accounts`);
  await page.getByRole("button", { name: "Refresh all" }).click();
  const asked = async () => Number(/^(\d+) of 40/.exec(await refresh.innerText())?.[1] ?? -1);
  const steps = { intervals: [25], timeout: 20_000 };
  await expect.poll(asked, steps).toBeGreaterThan(0);
  const early = await asked();
  await expect.poll(asked, steps).toBeGreaterThan(early);
  await expect(refresh.getByRole("progressbar")).toBeVisible();
  await expect(refresh).toContainText("38 refreshed, 2 failed", { timeout: 20_000 });
  const failed = refresh.getByRole("list", { name: "Failed accounts" }).getByRole("listitem");
  expect((await failed.allInnerTexts()).toSorted()).toEqual([
    "Account 31: HTTP 500.",
    "Account 7: HTTP 500.",
  ]);
  expect(vendor.vendor.seen("claude").most_in_flight).toBe(4);
  const twice = Object.fromEntries(names.map((name) => [tokenOf(name), 2]));
  expect(vendor.vendor.seen("claude").by_token).toEqual(twice);
  const filed = async (status: "available" | "failing") =>
    (await server.client.providers.client({ query: { status } })).data.pagination.total;
  expect([await filed("available"), await filed("failing")]).toEqual([38, 2]);

  for (const name of failing) vendor.vendor.fault(tokenOf(name), null);
  await refresh.getByRole("button", { name: "Retry failed" }).click();
  await expect(refresh).toContainText("2 refreshed");
  await expect(refresh.getByRole("button", { name: "Retry failed" })).toHaveCount(0);
  const thrice = Object.fromEntries(failing.map((name) => [tokenOf(name), 3]));
  expect(vendor.vendor.seen("claude").by_token).toEqual({ ...twice, ...thrice });
  expect(await filed("available")).toBe(40);
});

test("a refresh of all that is cancelled asks nobody more", async ({
  startServer,
  vendor,
  page,
}) => {
  const server = await startServer(empty(vendor));
  const count = 16;
  await addUnseen(server, vendor, count, 800);
  const seen = () => vendor.vendor.seen("claude");
  const refresh = page.getByRole("region", { name: "Refresh", exact: true });
  await page.goto(`${server.url}/accounts`);
  await page.getByRole("button", { name: "Refresh all" }).click();
  await expect.poll(() => seen().in_flight).toBe(4);
  await refresh.getByRole("button", { name: "Cancel" }).click();
  await expect(refresh).toContainText("cancelled before");
  await expect.poll(() => seen().in_flight).toBe(0);
  const asked = seen().requests - count;
  expect(asked).toBeLessThan(count);
  // What was under way has landed; of the others none was asked.
  await expect(refresh).toContainText(`${asked} refreshed, cancelled before ${count - asked} more`);
  const unasked = await server.client.providers.client({ query: { status: "failing" } });
  expect(unasked.data.pagination.total).toBe(count - asked);
  expect(seen().requests).toBe(count + asked);
});

const depleted = { status: 503, error: "accounts_depleted" };

/** Asks which account work should go to, as an orchestrator does. */
async function select(page: Page, server: RealServer) {
  const url = `${server.url}/api/providers/claude/select`;
  const answer = await page.request.post(url, { data: {} });
  const body = (await answer.json()) as object;
  return { status: answer.status(), retryAfter: answer.headers()["retry-after"], ...body };
}

test("a reset that passes frees its account by itself, but not one whose week is spent", async ({
  startServer,
  vendor,
  page,
}) => {
  const server = await startServer(empty(vendor));
  await page.goto(`${server.url}/accounts`);
  await expect(cardOf(page)).toContainText("No provider accounts yet");
  const resets = { session_resets_at: 8, weekly_resets_at: 48 * 3600 };
  const add = async (nickname: string, weekly_pct: number) => {
    const state = { session_pct: 100, weekly_pct, ...resets };
    const { id } = await addAccount(server, vendor, { nickname, state });
    vendor.vendor.fault(tokenOf(nickname), { kind: "500" });
    return id;
  };
  const free = await add("Session spent", 40);
  const spent = await add("Week spent", 100);
  const [freed, held] = [rowOf(page, "Session spent"), rowOf(page, "Week spent")];
  const before = await select(page, server);
  expect(before).toMatchObject(depleted);
  expect(Number(before.retryAfter)).toBeGreaterThanOrEqual(1);
  expect(Number(before.retryAfter)).toBeLessThanOrEqual(8);
  await expect(freed).toContainText("Out of quota");
  await expect(held).toContainText("Out of quota");

  await expect(freed).toContainText("reset due, checking", { timeout: 20_000 });
  await expect(freed).not.toContainText("Out of quota");
  const chosen = { status: 200, account_id: free, skipped: [{ account_id: spent }] };
  expect(await select(page, server)).toMatchObject(chosen);
  // That the vendor cannot be asked changes nothing.
  for (const connection_id of [free, spent]) {
    await server.client.providers.usage({ params: { connection_id } });
  }
  await expect(freed).toContainText("Refresh failed");
  await expect(freed).toContainText("reset due, checking");
  expect(await select(page, server)).toMatchObject(chosen);

  await expect(held).toContainText("Last refresh failed");
  await expect(held).toContainText("reset due, checking");
  await expect(held).toContainText("Out of quota");
  await server.client.providers.change({ params: { id: free }, body: { enabled: false } });
  const still = await select(page, server);
  expect(still).toMatchObject(depleted);
  expect(Number(still.retryAfter)).toBeGreaterThan(47 * 3600);
});

const WEB = { id: "acme/web", name: "Acme web" };

test("runs and sessions are refused alike while every account of their agent is spent", async ({
  startServer,
  vendor,
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-agent-"));
  try {
    // Whose accounts an agent uses is known by its program's name.
    const agent = join(folder, "claude");
    symlinkSync(process.execPath, agent);
    const command = JSON.stringify([agent, "-e", "setInterval(() => {}, 1000)"]);
    const server = await startServer({
      environment: {
        ...empty(vendor).environment,
        LEEWAY_RUN_COMMAND: command,
        LEEWAY_SESSION_COMMAND: command,
      },
    });
    await server.client.projects.add({ body: WEB });
    await addAccount(server, vendor, { nickname: "Ada", state: shares(100, 40) });
    await addAccount(server, vendor, { nickname: "Bea", state: shares(20, 100) });
    const skipped = [
      expect.objectContaining({ name: "Ada", why: expect.stringMatching(/^Session.* used up$/) }),
      expect.objectContaining({ name: "Bea", why: expect.stringMatching(/^Weekly.* used up$/) }),
    ];
    const ask = (path: string, data: object) =>
      page.request.post(`${server.url}/api${path}`, { data });
    for (let times = 0; times < 3; times++) {
      for (const answer of [
        await ask("/runs", { project_id: WEB.id, message: "Tidy" }),
        await ask("/runs", { project_id: WEB.id, execution: "external", provider: "claude" }),
        await ask("/container/start", {}),
      ]) {
        expect(answer.status()).toBe(503);
        expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(3000);
        const { error, skipped: told } = (await answer.json()) as Record<string, unknown>;
        expect(error).toBe("accounts_depleted");
        expect(told).toEqual(skipped);
      }
    }

    const words = async (place: Page | Locator) => {
      const notice = place.getByRole("paragraph").filter({ visible: true });
      await expect(notice.filter({ hasText: /^Every account is out of quota$/ })).toHaveCount(1);
      await expect(
        notice.filter({
          hasText: /^All 2 claude accounts are out of quota. The first account is back in /,
        }),
      ).toHaveCount(1);
      const listed = place.getByRole("list", { name: "Skipped accounts" }).getByRole("listitem");
      await expect(listed).toHaveCount(2);
      return (await listed.allInnerTexts()).map((text) => text.replace(/, back .*/s, ""));
    };
    const isBlocked = (place: Page | Locator, name: string) =>
      expect(place.getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
    await page.goto(`${server.url}/projects/${encodeURIComponent(WEB.id)}`);
    const ofRun = await words(page);
    expect(ofRun).toEqual([
      expect.stringMatching(/^Ada: Session.* used up$/),
      expect.stringMatching(/^Bea: Weekly.* used up$/),
    ]);
    await isBlocked(page, "Start run");
    await page.goto(`${server.url}/sessions`);
    expect(await words(page)).toEqual(ofRun);
    // Another agent, which has other accounts, may be chosen in the dialog.
    await page.getByRole("button", { name: "New Session" }).click();
    const dialog = page.getByRole("dialog", { name: "New session" });
    expect(await words(dialog)).toEqual(ofRun);
    await isBlocked(dialog, "Start session");

    await page.goto(`${server.url}/activity`);
    const happened = page.getByRole("region", { name: "What happened" }).getByRole("listitem");
    for (const name of ["Ada", "Bea"]) {
      await expect(
        happened.filter({ hasText: `claude | skip "${name}" — out of quota` }),
      ).toHaveCount(1);
    }
    for (const what of ["run", "session"]) {
      await expect(
        happened.filter({
          hasText: `A ${what} was refused. All 2 claude accounts are out of quota.`,
        }),
      ).toHaveCount(1);
    }
    // Those, and that the two were added.
    await expect(happened).toHaveCount(6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One in each of several states, with two vendors. */
async function addSeveral(server: RealServer, vendor: VendorsOnPort): Promise<void> {
  await addAccount(server, vendor, { nickname: "Ada 2", state: shares(20, 40) });
  await addAccount(server, vendor, { nickname: "Ada 10", state: shares(20, 85) });
  await addAccount(server, vendor, { nickname: "Bea", state: shares(20, 100) });
  await addAccount(server, vendor, { nickname: "Cleo", state: shares(100, 30) });
  await addAccount(server, vendor, { nickname: "Dora" });
  await addAccount(server, vendor, {
    nickname: "Ada codex",
    provider: "codex",
    state: shares(5, 10),
  });
}

const namesIn = async (page: Page) =>
  (await page.getByRole("rowheader").allInnerTexts()).map((text) => text.split("\n")[0]);

test("what is looked at, and how, survives a reload", async ({ startServer, vendor, page }) => {
  const server = await startServer(empty(vendor));
  await addSeveral(server, vendor);
  await page.goto(`${server.url}/accounts`);
  await expect
    .poll(() => namesIn(page))
    .toEqual(["Dora", "Bea", "Cleo", "Ada 10", "Ada 2", "Ada codex"]);
  const order = page.getByRole("combobox", { name: "Order" });
  const state = page.getByRole("combobox", { name: "State" });
  const provider = page.getByRole("combobox", { name: "Provider" });
  const search = page.getByRole("searchbox", { name: "Search accounts" });
  const titles = async () =>
    (await page.getByRole("columnheader").allInnerTexts()).slice(0, -1).join();

  await state.selectOption("depleted");
  await order.selectOption("recovery");
  await expect.poll(() => namesIn(page)).toEqual(["Cleo", "Bea"]);
  await page.reload();
  await expect.poll(() => namesIn(page)).toEqual(["Cleo", "Bea"]);
  await expect(state).toHaveValue("depleted");

  await state.selectOption("");
  await order.selectOption("name");
  await provider.selectOption("claude");
  await search.fill("ada");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Plan" }).click();
  await page.getByRole("button", { name: "Move Resets left" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => namesIn(page)).toEqual(["Ada 2", "Ada 10"]);
  await expect(page).toHaveURL(/[?&]q=ada/);
  await page.reload();
  await expect.poll(() => namesIn(page)).toEqual(["Ada 2", "Ada 10"]);
  expect(await titles()).toBe("Account,State,Resets,Limits,Seen");
  await expect(order).toHaveValue("name");
  await expect(provider).toHaveValue("claude");
  await expect(search).toHaveValue("ada");
});

test("accounts are gone through by keyboard alone", async ({ startServer, vendor, page }) => {
  const server = await startServer(empty(vendor));
  await addSeveral(server, vendor);
  await page.goto(`${server.url}/accounts?sort=name`);
  const first = rowOf(page, "Ada 2");
  await tabTo(page, first);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "Ada codex")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  const second = rowOf(page, "Ada 10");
  await expect(second).toBeFocused();
  await page.keyboard.press("Enter");
  const details = page.getByRole("button", { name: "Details of Ada 10" });
  await expect(details).toHaveAttribute("aria-expanded", "true");
  await expect(second).toBeFocused();
  await tabTo(page, second.getByRole("button", { name: "Rename" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(second.getByRole("button", { name: "Rename" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(second).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(details).toHaveAttribute("aria-expanded", "false");
  await expect(second).toBeFocused();
});

test("accounts and activity are accessible in both themes", async ({
  startServer,
  vendor,
  page,
}) => {
  const server = await startServer(empty(vendor));
  await addSeveral(server, vendor);
  const themes = async (what: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await violationsOf(page), `${what}, ${colorScheme}`).toEqual([]);
    }
  };
  await page.goto(`${server.url}/accounts`);
  await page.getByRole("button", { name: "Details of Bea" }).click();
  await expect(page.getByRole("button", { name: "Rename" })).toBeVisible();
  await themes("accounts");
  await page.getByRole("button", { name: "Add account" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an account" });
  await dialog.getByRole("combobox", { name: "Provider" }).selectOption("claude");
  await expect(dialog.getByLabel("Token", { exact: true })).toBeVisible();
  await themes("adding one");
  await page.goto(`${server.url}/activity`);
  await expect(page.getByText('"Dora" was added.')).toBeVisible();
  await themes("activity");
});
