import type { Page } from "@playwright/test";
import { violationsOf } from "../violations.ts";
import { expect, test } from "./fixtures.ts";

/** What the page draws; the mocks' own toolbar is not the product's. */
const nodes = (page: Page) =>
  page.evaluate(
    () =>
      document.querySelectorAll("*").length -
      document.querySelectorAll(".mock-toolbar, .mock-toolbar *").length,
  );
const rows = (page: Page) => page.getByRole("row");
const MOST_NODES = 1000;

test.describe("two thousand accounts", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("take fewer than a thousand nodes, wherever one looks", async ({ page, open }) => {
    await open("accounts-many", "/accounts");
    await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", "2001");
    expect(await nodes(page)).toBeLessThan(MOST_NODES);
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await page.evaluate((at) => scrollTo(0, document.body.scrollHeight * at), share);
      await expect(page.getByRole("rowheader", { name: /^Loading/ })).toHaveCount(0);
      await expect(page.getByRole("rowheader").nth(5)).toBeInViewport();
      expect(await nodes(page)).toBeLessThan(MOST_NODES);
    }
  });

  test("are gone through by keyboard, to the last one and back", async ({ page, open }) => {
    await open("accounts-many", "/accounts");
    await rows(page).nth(1).focus();
    await page.keyboard.press("End");
    const last = page.locator("[aria-rowindex='2001']");
    await expect(last).toBeFocused();
    await expect(last).toBeInViewport();
    await expect(last.getByRole("rowheader")).toContainText("Team account");
    await page.keyboard.press("ArrowUp");
    await expect(page.locator("[aria-rowindex='2000']")).toBeFocused();
    await page.keyboard.press("PageUp");
    const above = page.locator("tr:focus");
    await expect(above).toBeInViewport();
    expect(Number(await above.getAttribute("aria-rowindex"))).toBeLessThan(1997);
    await page.keyboard.press("Home");
    await expect(page.locator("[aria-rowindex='2']")).toBeFocused();
    await expect(page.getByRole("columnheader", { name: "Account" })).toBeInViewport();
  });

  // Rows lower and higher than those of which nothing is known yet.
  for (const [columns, width, most] of [
    ["state", 1280, 12],
    ["state,limits,resets,seen,plan", 1000, 4],
  ] as const) {
    test(`pass by without a jump at ${width} px, with ${columns}`, async ({ page, open }) => {
      await page.setViewportSize({ width, height: 720 });
      await open("accounts-many", `/accounts?cols=${columns}`);
      await expect(page.getByRole("row").nth(3)).toBeVisible();
      const firstRow = () =>
        page.evaluate(() => {
          const rows = [...document.querySelectorAll("tbody tr")];
          const first = rows.find((row) => row.getBoundingClientRect().bottom > 60);
          return Number(first?.getAttribute("aria-rowindex"));
        });
      await page.mouse.move(500, 500);
      let before = await firstRow();
      const steps: number[] = [];
      while (before < 120 && steps.length < 120) {
        const top = await page.evaluate(() => scrollY);
        await page.mouse.wheel(0, 400);
        await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
        const now = await firstRow();
        steps.push(now - before);
        before = now;
      }
      expect(before).toBeGreaterThanOrEqual(120);
      expect(Math.max(...steps)).toBeLessThanOrEqual(most);
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    });
  }

  test("keep their head in sight, and the row that has the focus", async ({ page, open }) => {
    await open("accounts-many", "/accounts");
    const first = rows(page).nth(1);
    await first.focus();
    const name = await first.getByRole("rowheader").innerText();
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 30_000);
    const places = () =>
      rows(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex"))));
    await expect.poll(async () => Math.max(...(await places()))).toBeGreaterThan(200);
    await expect(page.getByRole("columnheader", { name: "Account" })).toBeInViewport();
    await expect(page.locator("tr:focus").getByRole("rowheader")).toContainText(
      name.split("\n")[0] ?? "",
    );
  });
});

test("a link shows the same accounts, in the same order, with the same columns", async ({
  page,
  open,
}) => {
  await open("accounts-many", "/accounts");
  await page.getByRole("combobox", { name: "State" }).selectOption("depleted");
  await page.getByRole("combobox", { name: "Order" }).selectOption("recovery");
  await page.getByRole("searchbox").fill("account 1");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Plan" }).click();
  await page.getByRole("button", { name: "Move Resets left" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/q=account\+1/);
  const look = async () => ({
    count: await page.getByRole("table").getAttribute("aria-rowcount"),
    titles: await page.getByRole("columnheader").allInnerTexts(),
    names: (await page.getByRole("rowheader").allInnerTexts()).slice(0, 5),
  });
  await expect(page.getByText(/^\d+ of 2,000 accounts$/).first()).toBeVisible();
  const seen = await look();
  expect(seen.titles.slice(0, 5)).toEqual(["Account", "State", "Resets", "Limits", "Seen"]);
  await page.goto(page.url());
  await expect(page.getByRole("searchbox")).toHaveValue("account 1");
  await expect.poll(look).toEqual(seen);
});

test("the last values are there at once after a reload, before any answer", async ({
  page,
  open,
  pass,
}) => {
  await open("accounts", "/accounts");
  await expect(page.getByRole("rowheader", { name: /^Signed out/ })).toBeVisible();
  // The cache is written once a second at most, by the page's clock.
  await pass(2000);
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const asked = indexedDB.open("keyval-store");
          asked.onsuccess = () => {
            const all = asked.result.transaction("keyval").objectStore("keyval").getAll();
            all.onsuccess = () => resolve(String(all.result).includes("Signed out"));
          };
        }),
    );
  await expect.poll(kept).toBe(true);
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const table = document.querySelector("[role=table]");
      if (table) seen.push(table.textContent ?? "");
      if (document.querySelector("[aria-label^='Loading: provider']")) seen.push("a skeleton");
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(page.getByRole("rowheader", { name: /^Signed out/ })).toBeVisible();
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen[0]).toContain("Signed out");
  expect(seen).not.toContain("a skeleton");
});

for (const [width, height] of [
  [390, 844],
  [820, 1180],
  [1440, 900],
] as const) {
  test(`is accessible with a row open, in both themes, at ${width} px`, async ({ page, open }) => {
    await page.setViewportSize({ width, height });
    await open("accounts", "/accounts");
    await page.getByRole("button", { name: "Details of Session spent" }).click();
    await expect(page.getByRole("button", { name: "Remove" })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await violationsOf(page), colorScheme).toEqual([]);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(width);
  });
}
