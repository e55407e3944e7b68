import type { Page } from "@playwright/test";
import { expect, FAILED_REQUESTS, test } from "./fixtures.ts";

// In the world that is offline nothing answers.
test.use({ tolerates: FAILED_REQUESTS });

const BEFORE = Date.parse("2026-03-31T23:59:30.000Z");
const TURN = Date.parse("2026-04-01T00:00:00.000Z");

const banner = (page: Page) => page.getByRole("complementary", { name: "Compute quota" });
const newSession = (page: Page) => page.getByRole("button", { name: "+ New Session" });
const visit = (page: Page, scenario: string) => page.goto(`/sessions?scenario=${scenario}`);

/** The month's compute is used up, the page knows it, and its server has stopped what ran. */
async function useUp(page: Page): Promise<void> {
  await page.clock.setFixedTime(BEFORE);
  await visit(page, "compute-quota-reached");
  await expect(banner(page)).toContainText("Monthly compute quota exceeded.");
  await expect(newSession(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("region", { name: "Past sessions" })).toContainText(
    "the month's compute was used up",
  );
}

test("an open tab is free by itself as the month turns, at 00:00 UTC, and asks nobody", async ({
  page,
}) => {
  await useUp(page);
  await expect(banner(page)).toContainText(/The next month starts in 30\ss · 02:00 CEST/);
  await page.clock.setFixedTime(TURN - 1);
  await expect(banner(page)).toContainText(/in 1\ss/);
  await expect(newSession(page)).toHaveAttribute("aria-disabled", "true");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.clock.setFixedTime(TURN);
  await expect(banner(page)).toHaveCount(0);
  await expect(newSession(page)).not.toHaveAttribute("aria-disabled");
  expect(asked).toEqual([]);
  await newSession(page).click();
  await page.getByRole("button", { name: "Start session" }).click();
  await expect(page.getByText("Session started")).toBeVisible();
});

test("what is remembered stands at once without a server, and of last month shuts nothing", async ({
  page,
}) => {
  await useUp(page);
  await visit(page, "offline");
  await expect(banner(page)).toContainText("Monthly compute quota exceeded.");
  await expect(newSession(page)).toHaveAttribute("aria-disabled", "true");
  await page.clock.setFixedTime(TURN + 86_400_000);
  await page.reload();
  await expect(page.getByText("Sessions unavailable")).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  await expect(newSession(page)).not.toHaveAttribute("aria-disabled");
});

test("after a reload the banner comes once, and stays", async ({ page }) => {
  await useUp(page);
  await page.addInitScript(() => {
    const seen: boolean[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const there = document.querySelector('aside[aria-label="Compute quota"]') !== null;
      if (seen.at(-1) !== there) seen.push(there);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(banner(page)).toBeVisible();
  await expect(page.getByRole("meter", { name: "Compute" })).toBeVisible();
  expect(await page.evaluate(() => (window as { seen?: boolean[] }).seen)).toEqual([false, true]);
});

test("what is put away in one tab is away in the other, and on every page", async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.clock.setFixedTime(BEFORE);
    await visit(tab, "compute-nearly-used");
    await expect(banner(tab)).toContainText(
      /You have used 4\sh of 5\sh compute this month, 80%\. The next month starts in 30\ss/,
    );
  }
  await banner(page)
    .getByRole("button", { name: /^Dismiss/ })
    .click();
  await expect(page.getByRole("main")).toBeFocused();
  for (const tab of [page, other]) await expect(banner(tab)).toHaveCount(0);
  await page.getByRole("link", { name: "Quota", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quota");
  await expect(banner(page)).toHaveCount(0);
});
