import type { Locator, Page } from "@playwright/test";
import type { ScenarioName } from "../../mocks/scenarios.ts";
import { expect, FAILED_REQUESTS, test as base } from "../quiet.ts";

export { expect, FAILED_REQUESTS };

/** Tuesday, 14:00 in Berlin, where the tests' browser lives. */
const NOW = Date.parse("2026-03-10T13:00:00.000Z");

interface Fixtures {
  /** Opens a page in a scenario's world, in which no time passes. */
  open: (scenario: ScenarioName, path?: string) => Promise<void>;
  /** Lets time pass, for the page's timers too. */
  pass: (milliseconds: number) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  open: async ({ page }, provide) => {
    await page.clock.setFixedTime(NOW);
    await provide(async (scenario, path = "/quota") => {
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}scenario=${scenario}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });
  },
  pass: async ({ page }, provide) => {
    let passed = 0;
    await provide(async (milliseconds) => {
      passed += milliseconds;
      await page.clock.setFixedTime(NOW + passed);
      await page.clock.fastForward(milliseconds);
    });
  },
});

/** A card, by its title. */
export const card = (page: Page, title: string): Locator =>
  page.getByRole("region", { name: title, exact: true });
