import type { Locator, Page } from "@playwright/test";

/** Goes on by the Tab key until there; a person would give up later than this. */
export async function tabTo(page: Page, target: Locator, { already = false } = {}): Promise<void> {
  await target.waitFor();
  const arrived = () => target.evaluate((element) => element === document.activeElement);
  if (already && (await arrived())) return;
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if (await arrived()) return;
  }
  throw new Error(`Not reached by the Tab key: ${String(target)}`);
}
