import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test as base } from "../quiet.ts";
import { serveFolder } from "./staticSite.ts";

export { expect };

const GALLERY = fileURLToPath(new URL("../../dist/gallery", import.meta.url));

interface Gallery {
  /** The address of the gallery as a static site. */
  site: string;
}

export const test = base.extend<{ show: Show }, Gallery>({
  site: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const { url, close } = await serveFolder(GALLERY);
      await provide(url);
      close();
    },
    { scope: "worker" },
  ],
  baseURL: ({ site }, provide) => provide(site),
  show: async ({ page, site }, provide) => {
    await provide(async (story, settings = {}) => {
      const query = new URLSearchParams(settings).toString();
      await page.goto(`${site}#/gallery/frame/${story}${query && `?${query}`}`);
      await expect(page.locator(`[data-story="${story}"]`)).toBeAttached();
      await settled(page);
    });
  },
});

/** Shows one story by itself, such as "Gauge/ok". */
type Show = (story: string, settings?: Record<string, string>) => Promise<void>;

/** All answers are in: nothing has changed for a while. A story of waiting changes no more either. */
const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const QUIET_MS = 40;
        let timer = setTimeout(resolve, QUIET_MS);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, QUIET_MS);
        }).observe(document, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      }),
  );
