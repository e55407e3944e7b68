import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { browserArgs, findBrowser } from "./browser.mjs";

/** Makes the README's pictures anew, from the gallery: one story at its fixed moment, in both themes. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const IMAGES = `${ROOT}docs/images`;
const STORY = "gallery/frame/Frame/overview";
const MOST_BYTES = 320_000;

await build({ root: ROOT, mode: "gallery", logLevel: "error" });
const site = await preview({
  root: ROOT,
  mode: "gallery",
  build: { outDir: "dist/gallery" },
  preview: { port: 0 },
});
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: browserArgs(),
});
mkdirSync(IMAGES, { recursive: true });
try {
  for (const colorScheme of ["light", "dark"]) {
    const path = `${IMAGES}/overview-${colorScheme}.png`;
    await picture(colorScheme, path);
    const { size } = statSync(path);
    console.log(`${path}: ${size} bytes`);
    if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes.`);
  }
} finally {
  await browser.close();
  await site.close();
}

/** @param {"light" | "dark"} colorScheme @param {string} path */
async function picture(colorScheme, path) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 2,
    colorScheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  });
  await page.goto(`${site.resolvedUrls?.local[0]}#/${STORY}`);
  await page.getByRole("meter").first().waitFor();
  // All that is still being asked for has been answered.
  const loading = page.getByRole("status", { name: /^Loading/ });
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: "detached" });
  await page.screenshot({ path, animations: "disabled" });
  await page.close();
}
