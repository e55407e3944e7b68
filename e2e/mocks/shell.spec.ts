import type { Page } from "@playwright/test";
import { card, expect, FAILED_REQUESTS, test } from "./fixtures.ts";
import { tabTo } from "./tabTo.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("a tour by keyboard alone: to a project, and a run started there", async ({ page, open }) => {
  await open("busy");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toBeVisible();

  await page.reload();
  await expect(heading(page)).toBeVisible();
  await tabTo(page, page.getByRole("navigation").getByRole("link", { name: "Projects" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "Acme web" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Acme web");
  await tabTo(page, page.getByLabel("Message"));
  await page.keyboard.type("Tidy the changelog");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Run started")).toBeVisible();
  await expect(card(page, "Run quota").getByRole("meter")).toHaveAttribute("aria-valuenow", "80");
  await expect(page.getByLabel("Message")).toBeFocused();
});

test("after a navigation the heading has the focus, and the window its title", async ({
  page,
  open,
}) => {
  await open("busy");
  await expect(page).toHaveTitle("Quota · Leeway");
  const arrivedAt = async (title: string) => {
    await expect(page).toHaveTitle(`${title} · Leeway`);
    await expect(heading(page)).toHaveText(title);
    await expect(heading(page)).toBeFocused();
  };
  await page.getByRole("navigation").getByRole("link", { name: "Projects" }).click();
  await arrivedAt("Projects");
  await page.getByRole("link", { name: "Docs" }).click();
  await arrivedAt("Docs");
  await page.goBack();
  await arrivedAt("Projects");
  await expect(page.getByRole("navigation").locator("[aria-current=page]")).toHaveText("Projects");
});

test("on a phone the pages stand behind a button, which closes behind whoever leaves", async ({
  page,
  open,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open("busy");
  const pages = page.getByRole("navigation", { name: "Main" });
  await expect(pages).toBeHidden();
  await page.getByRole("button", { name: "Menu" }).click();
  await pages.getByRole("link", { name: "Accounts" }).click();
  await expect(heading(page)).toHaveText("Accounts");
  await expect(pages).toBeHidden();
});

test("the theme survives a reload, without a flash of the other", async ({ page, open }) => {
  await page.emulateMedia({ colorScheme: "light" });
  // What the first paint could show: the theme at the moment at which the body begins.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      const { colorScheme } = getComputedStyle(document.documentElement);
      Object.assign(window, { firstTheme: document.documentElement.dataset["theme"], colorScheme });
    }).observe(document, { childList: true, subtree: true });
  });
  const firstTheme = () => page.evaluate(() => (window as { firstTheme?: string }).firstTheme);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open("busy");
  expect(await firstTheme()).toBeUndefined();
  const light = await background();
  await page.getByRole("button", { name: "Theme: System. Change to Light" }).click();
  await page.getByRole("button", { name: "Theme: Light. Change to Dark" }).click();
  await expect(page.getByRole("button", { name: "Theme: Dark. Change to System" })).toBeVisible();
  const dark = await background();
  expect(dark).not.toBe(light);

  await page.reload();
  expect(await firstTheme()).toBe("dark");
  expect(await background()).toBe(dark);
  await page.getByRole("button", { name: "Theme: Dark. Change to System" }).click();
  await expect.poll(background).toBe(light);
});

test("the system's theme is followed until one is chosen", async ({ page, open }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open("busy");
  const scheme = () =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/[\d.]+/)?.[0]);
  expect(Number(await scheme())).toBeLessThan(0.5);
  await page.emulateMedia({ colorScheme: "light" });
  expect(Number(await scheme())).toBeGreaterThan(0.5);
});

test.describe("addresses that lead nowhere", () => {
  test.use({ tolerates: FAILED_REQUESTS });
  test("say so, and lead on", async ({ page, open }) => {
    await open("busy", "/nowhere/at/all");
    await expect(heading(page)).toHaveText("Nothing here");
    await page.getByRole("link", { name: "Go to the overview" }).click();
    await expect(heading(page)).toHaveText("Overview");
    await open("busy", "/projects/acme%2Fgone");
    await expect(heading(page)).toHaveText("No such project");
    await page.getByRole("link", { name: "See all projects" }).click();
    await expect(heading(page)).toHaveText("Projects");
  });
});

test("the toolbar changes the scenario, here and for the tab", async ({ page, open }) => {
  await open("busy", "/projects/acme%2Fweb");
  const toolbar = page.getByLabel("Mock data").getByRole("combobox");
  await expect(toolbar).toHaveValue("busy");
  await toolbar.selectOption("nearly-full");
  await expect(page).toHaveURL(/\/projects\/acme%2Fweb\?scenario=nearly-full$/);
  await expect(card(page, "Run quota")).toContainText("9 of 10 runs used");
  await page.goto("/quota");
  await expect(card(page, "Run quota")).toContainText("9 of 10 runs used");
});
