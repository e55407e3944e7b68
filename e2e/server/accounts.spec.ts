import type { Page } from "@playwright/test";
import type { VendorFault } from "../../mocks/vendor/vendorState.ts";
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
