import { fileURLToPath } from "node:url";
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
      const route = `/gallery/frame/${story}${query && `?${query}`}`;
      if (!page.url().startsWith(site)) await page.goto(`${site}#${route}`);
      await page.evaluate(draw, { story, route });
    });
  },
});

/** Shows one story by itself, such as "Gauge/ok". */
type Show = (story: string, settings?: Record<string, string>) => Promise<void>;

/**
 * Leads the page to a story until all answers are in: it is there, and nothing has changed for a
 * while. A story of waiting changes no more either. All in one question, as there are hundreds.
 */
const draw = ({ story, route }: { story: string; route: string }) =>
  new Promise<void>((resolve, reject) => {
    const QUIET_MS = 40;
    const LONGEST_MS = 10_000;
    const drawn = () => {
      if (!document.querySelector(`[data-story="${story}"]`)) return;
      stop();
      resolve();
    };
    const changes = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(drawn, QUIET_MS);
    });
    const stop = () => {
      changes.disconnect();
      clearTimeout(quiet);
      clearTimeout(late);
    };
    let quiet = setTimeout(drawn, QUIET_MS);
    const late = setTimeout(() => {
      stop();
      reject(new Error(`${story} has not been drawn, or does not come to rest.`));
    }, LONGEST_MS);
    changes.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    location.hash = route;
  });
