import { chromium } from "@playwright/test";
import { describe, expect, it } from "vitest";
import { browserArgs, findBrowser } from "./browser.mjs";

/** A machine that has only these programs. */
const having =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);
const PLAYWRIGHTS = chromium.executablePath();

describe("the browser for the tests", () => {
  it.each([
    ["the one that is named", "/opt/mine", "/opt/mine", ["/opt/mine", "/usr/bin/chromium"]],
    ["an installed Chromium", "/usr/bin/chromium", undefined, ["/usr/bin/chromium", PLAYWRIGHTS]],
    [
      "Chromium before Chrome",
      "/usr/bin/chromium-browser",
      undefined,
      ["/usr/bin/google-chrome", "/usr/bin/chromium-browser"],
    ],
    ["an installed Chrome", "/usr/bin/google-chrome", "", ["/usr/bin/google-chrome", PLAYWRIGHTS]],
    ["Playwright's own", PLAYWRIGHTS, undefined, [PLAYWRIGHTS]],
  ])("is %s", async (_, found, named, installed) => {
    const env = named === undefined ? {} : { CHROMIUM_PATH: named };
    expect(await findBrowser({ env, exists: having(...installed) })).toBe(found);
  });

  it("that is named and missing is not replaced by another", async () => {
    const env = { CHROMIUM_PATH: "/opt/mine" };
    await expect(findBrowser({ env, exists: having("/usr/bin/chromium") })).rejects.toThrow(
      /^CHROMIUM_PATH=\/opt\/mine: there is no such program\.$/,
    );
  });

  it("that is nowhere is asked for in one line", async () => {
    await expect(findBrowser({ env: {}, exists: having() })).rejects.toThrow(
      /^No browser found\. Install .*, set CHROMIUM_PATH, or run: npx playwright install chromium$/,
    );
  });

  it("calls nobody, and has its sandbox where it can", () => {
    expect(browserArgs()).toContain("--disable-background-networking");
    expect(browserArgs().includes("--no-sandbox")).toBe(process.getuid?.() === 0);
  });
});
