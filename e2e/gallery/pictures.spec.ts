import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Key stories as pictures. After a change on purpose: `npm run review:pictures`, look, commit. */
const stories = [
  "Gauge/ok",
  "Gauge/critical",
  "Gauge/exhausted",
  "Gauge/unknown",
  "SmallGauge/approaching",
  "LockState/draining",
  "WaitQueue/you-wait",
  "RefusalNotice/run-quota-exhausted",
  "Button/blocked",
  "Field/invalid-with-hint",
];

test.use({ viewport: { width: 400, height: 600 } });

for (const [index, story] of stories.entries()) {
  const theme = index % 2 === 0 ? "light" : "dark";
  test(`${story} looks in the ${theme} as it did`, async ({ page, show }, { config }) => {
    await show(story, { theme });
    const drawn = page.locator(`[data-story="${story}"]`);
    const fonts = await fontsOf(page);
    const path = test.info().snapshotPath("fonts.txt");
    if (config.updateSnapshots === "all") writeFileSync(path, fonts);
    if (readFileSync(path, "utf8") !== fonts) {
      process.stdout.write(
        `${story}: other fonts than the pictures' here; seen to be drawn only.\n`,
      );
      expect((await drawn.boundingBox())?.height).toBeGreaterThan(32);
      return;
    }
    await expect(drawn).toHaveScreenshot(`${story.replace("/", "-")}.png`, {
      maxDiffPixelRatio: 0.005,
    });
  });
}

/**
 * How wide some letters are. The product brings no fonts, so pictures of another machine's letters
 * cannot be compared.
 */
const fontsOf = (page: Page) =>
  page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    if (!pen) throw new Error("No canvas.");
    const style = getComputedStyle(document.documentElement);
    const widths = ["--font-sans", "--font-mono"].flatMap((family) =>
      ["400", "600"].map((weight) => {
        pen.font = `${weight} 100px ${style.getPropertyValue(family)}`;
        return pen.measureText("Wait 0123456789 · 14:05 CET, gjpqy").width.toFixed(2);
      }),
    );
    return `${widths.join(" ")}\n`;
  });
