import type { Page } from "@playwright/test";
import axe from "axe-core";

/** What axe objects to in the page, one line a rule. */
export async function violationsOf(page: Page, without: readonly string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  let found = await page.evaluate(ask, rules);
  if (!found) {
    // Reading axe in takes longer than asking it, so once a page.
    await page.evaluate(axe.source);
    found = await page.evaluate(ask, rules);
  }
  return found ?? ["axe: it has not been read in"];
}

async function ask(rules: axe.RuleObject): Promise<string[] | null> {
  const { axe: loaded } = window as unknown as { axe?: typeof axe };
  if (!loaded) return null;
  const { violations } = await loaded.run(document, { resultTypes: ["violations"], rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
