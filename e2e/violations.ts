import type { Page } from "@playwright/test";
import axe from "axe-core";

/** What axe objects to in the page, one line a rule. */
export async function violationsOf(page: Page, without: readonly string[] = []): Promise<string[]> {
  // Reading axe in takes longer than asking it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { axe: loaded } = window as unknown as { axe: typeof axe };
    const { violations } = await loaded.run(document, {
      resultTypes: ["violations"],
      rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, without);
}
