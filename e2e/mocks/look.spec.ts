import type { Page } from "@playwright/test";
import type { ScenarioName } from "../../mocks/scenarios.ts";
import { violationsOf } from "../violations.ts";
import { expect, FAILED_REQUESTS, test } from "./fixtures.ts";

test.use({ tolerates: FAILED_REQUESTS });

interface View {
  name: string;
  scenario: ScenarioName;
  path: string;
  /** What has to be there before one looks. */
  ready: string;
  /** What a person does first. */
  act?: (page: Page) => Promise<void>;
}

const PROJECT = "/projects/acme%2Fweb";
const openOutput = async (page: Page) => {
  await page.getByText("Output").first().click();
  await expect(page.getByRole("region", { name: "Output" })).toContainText("Asked:");
};
const askToRemove = async (page: Page) => {
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
};
const failToAdd = async (page: Page) => {
  await page.getByRole("button", { name: "Add project" }).click();
  await expect(page.getByLabel("Repository")).toHaveAttribute("aria-invalid", "true");
};

const views: View[] = [
  { name: "quota", scenario: "busy", path: "/quota", ready: "7 of 10", act: openOutput },
  { name: "quota, exhausted", scenario: "run-quota-exhausted", path: "/quota", ready: "10 of 10" },
  { name: "quota, empty", scenario: "empty", path: "/quota", ready: "No projects yet" },
  { name: "quota, unavailable", scenario: "offline", path: "/quota", ready: "No live connection" },
  { name: "the sample", scenario: "fresh", path: "/quota", ready: "0 of 5", act: askToRemove },
  { name: "projects", scenario: "busy", path: "/projects", ready: "Acme web", act: failToAdd },
  { name: "a project", scenario: "nearly-full", path: PROJECT, ready: "Runs: 90% used." },
  { name: "a project, blocked", scenario: "run-quota-exhausted", path: PROJECT, ready: "10 of 10" },
  { name: "no such project", scenario: "busy", path: "/projects/gone", ready: "No such project" },
  { name: "nothing here", scenario: "busy", path: "/gone", ready: "Nothing here" },
];

const WIDTHS = [320, 390, 820, 1440];

for (const { name, scenario, path, ready, act } of views) {
  test(`${name}: accessible in both themes, whole at every width`, async ({ page, open }) => {
    await open(scenario, path);
    await expect(page.getByText(ready).first()).toBeVisible();
    await act?.(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await violationsOf(page), colorScheme).toEqual([]);
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(cutOff), `at ${width} px`).toEqual([]);
    }
  });
}

/** What does not fit: a page that scrolls sideways, an element outside its box, text that is cut. */
function cutOff(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const culprits = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    const { left, right, width } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const unseen = width <= 1 || style.clipPath !== "none";
    if (unseen || element.closest("pre, svg, select, .mock-toolbar")) continue;
    const box = element.parentElement
      ?.closest("section, nav, main, dialog")
      ?.getBoundingClientRect();
    const outside = left < (box?.left ?? 0) - 0.5 || right > (box?.right ?? clientWidth) + 0.5;
    // A long message ends in an ellipsis on purpose, and has its whole text as its title.
    const clips = style.overflowX !== "visible" && element.title === "";
    const cut = clips && element.scrollWidth > element.clientWidth + 1;
    if (outside || cut) culprits.push(`${element.tagName} "${element.textContent.slice(0, 60)}"`);
  }
  return culprits;
}
