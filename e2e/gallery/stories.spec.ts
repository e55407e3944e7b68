import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "@playwright/test";
import { violationsOf } from "../violations.ts";
import { expect, test as base } from "./fixtures.ts";

/** Opened once by each worker. */
let kept: BrowserContext | null = null;

/**
 * One page for all tests of a worker: to open one takes as long as to look at ten states, and each
 * state has a world of its own in it.
 */
const test = base.extend({
  context: async ({ browser }, provide) => provide((kept ??= await browser.newContext())),
  page: async ({ context }, provide) => provide(context.pages()[0] ?? (await context.newPage())),
});

/** What makes sense of a page only: a component alone has no landmarks and no headline. */
const OF_A_PAGE = ["region", "page-has-heading-one", "landmark-one-main"];

const SOURCES = fileURLToPath(new URL("../../src", import.meta.url));
const components = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".stories.tsx"))
  .flatMap((file) => [
    ...readFileSync(join(SOURCES, file), "utf8").matchAll(/storiesOf\(\s*"(\w+)"/g),
  ])
  .map(([, name = ""]) => name)
  .toSorted();

/** Read once by each worker: the first page is large. */
let known: Promise<string[]> | null = null;

/** Every story that the gallery's first page leads to, such as "Gauge/ok". */
const listed = (page: Page): Promise<string[]> => (known ??= readList(page));

async function readList(page: Page): Promise<string[]> {
  await page.goto("#/gallery");
  await expect(page.getByRole("heading", { level: 1, name: "Gallery" })).toBeVisible();
  return page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")?.replace("#/gallery/", "") ?? ""),
    );
}

test("a plain file server in a sub-path shows every component", async ({ page, site }) => {
  const stories = await readList(page);
  const names = new Set(stories.map((story) => story.split("/")[0]));
  process.stdout.write(`Gallery: ${names.size} components in ${stories.length} states\n`);
  expect(names).toEqual(new Set(components));
  await page.getByRole("link", { name: "Design tokens" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Design tokens");
  await page.goto(site);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gallery");
  expect(await violationsOf(page)).toEqual([]);
});

for (const component of components) {
  test(`${component} is quiet and accessible in every state`, async ({ page, show }) => {
    const stories = (await listed(page)).filter((story) => story.startsWith(`${component}/`));
    expect(stories).not.toEqual([]);
    for (const [index, story] of stories.entries()) {
      const theme = index % 2 === 0 ? "light" : "dark";
      await test.step(`${story}, ${theme}`, async () => {
        await show(story, { theme });
        expect.soft(await violationsOf(page, OF_A_PAGE), `${story}, ${theme}`).toEqual([]);
      });
    }
  });
}
