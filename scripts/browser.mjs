import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const isRoot = () => process.getuid?.() === 0;

/** What the browser is started with: nothing that calls home; as root there is no sandbox to have. */
export const browserArgs = () => [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  ...(isRoot() ? ["--no-sandbox"] : []),
];

/**
 * The browser for the tests: `$CHROMIUM_PATH`, an installed one, Playwright's own download, and as a
 * last resort, where it can, Debian's package.
 *
 * @param {{ env?: NodeJS.ProcessEnv, exists?: (path: string) => boolean }} [given]
 * @returns {Promise<string>} the path of its program
 * @throws {Error} with one line that says what to install
 */
export async function findBrowser({ env = process.env, exists = existsSync } = {}) {
  const named = env.CHROMIUM_PATH;
  if (named) {
    if (exists(named)) return named;
    throw new Error(`CHROMIUM_PATH=${named}: there is no such program.`);
  }
  const { chromium } = await import("@playwright/test");
  const found = [...INSTALLED, chromium.executablePath()].find((path) => exists(path));
  if (found) return found;
  if (isRoot() && exists("/usr/bin/apt-get")) {
    console.log("No browser found: installing Debian's chromium with apt-get…");
    const apt = (...args) =>
      execFileSync("apt-get", args, {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
      });
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation");
    if (exists("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new Error(
    "No browser found. Install Chromium or Chrome, set CHROMIUM_PATH, or run: npx playwright install chromium",
  );
}
