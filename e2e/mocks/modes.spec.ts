import type { Locator } from "@playwright/test";
import { card, expect, test } from "./fixtures.ts";

const PROJECT = "/projects/acme%2Fweb";

const background = (locator: Locator) =>
  locator.evaluate((element) => getComputedStyle(element).backgroundColor);

test("in forced colours a gauge still has an edge, and a filling that parts from it", async ({
  page,
  open,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open("busy");
  const track = card(page, "Run quota").getByRole("meter");
  const fill = track.locator(".gauge-fill");
  await expect(track).toHaveCSS("border-top-style", "solid");
  const edge = await track.evaluate((element) => getComputedStyle(element).borderTopColor);
  const [empty, full, around] = [
    await background(track),
    await background(fill),
    await background(card(page, "Run quota")),
  ];
  expect(full).not.toBe(empty);
  expect(edge).not.toBe(empty);
  expect(edge).not.toBe(around);
});

test("in forced colours the focus is seen wherever it goes", async ({ page, open }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open("busy", PROJECT);
  await expect(card(page, "Run quota").getByRole("meter")).toBeVisible();
  for (let stops = 0; stops < 12; stops++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    await expect(focused).toHaveCSS("outline-style", "solid");
    await expect(focused).toHaveCSS("outline-width", "2px");
    const [line, ground] = await focused.evaluate((element) => [
      getComputedStyle(element).outlineColor,
      getComputedStyle(document.body).backgroundColor,
    ]);
    expect(line).not.toBe(ground);
  }
});

test("in forced colours what is blocked, where one is, and what was printed are told apart", async ({
  page,
  open,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open("compute-quota-reached", "/sessions");
  const ink = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).color);
  const blocked = page.getByRole("button", { name: "+ New Session" });
  await expect(blocked).toHaveAttribute("aria-disabled", "true");
  expect(await ink(blocked)).not.toBe(await ink(page.getByRole("button", { name: "Keyboard" })));
  const nav = page.getByRole("navigation");
  const here = nav.getByRole("link", { name: "Sessions" });
  expect(await background(here)).not.toBe(
    await background(nav.getByRole("link", { name: "Activity" })),
  );
  await page.getByRole("region", { name: "Past sessions" }).getByRole("link").first().click();
  await expect(page.getByRole("region", { name: "Output", exact: true })).toHaveCSS(
    "border-top-style",
    "solid",
  );
});

test("nothing moves where less motion is wanted", async ({ page, open }) => {
  const moving = () =>
    page.evaluate(() => document.getAnimations().map(({ effect }) => effect?.getComputedTiming()));
  await open("busy", PROJECT);
  await expect(card(page, "Runs").getByText("Running").first()).toBeVisible();
  expect(await moving()).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moving).toEqual([]);
  await page.getByRole("button", { name: /^Theme:/ }).click();
  expect(await moving()).toEqual([]);
});

test("paper has what is so, and nothing to press", async ({ page, open }) => {
  await open("queue-of-three", PROJECT);
  await expect(card(page, "Concurrency")).toContainText("Explain why the nightly");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme web");
  await expect(card(page, "Concurrency")).toContainText("2 of 2");
  await expect(page.getByRole("navigation", { includeHidden: true })).toBeHidden();
  for (const control of await page.locator("button, input, select, textarea, .mock-toolbar").all())
    await expect(control).toBeHidden();
});
