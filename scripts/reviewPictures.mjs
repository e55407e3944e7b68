import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.mjs";

/** Makes the pictures of key stories anew, and says which have changed: look at them, then commit. */
const PICTURES = "e2e/gallery/snapshots";
const CHROMIUM_PATH = await findBrowser();
const run = (program, ...args) =>
  execFileSync(program, args, {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, CHROMIUM_PATH },
    stdio: "inherit",
  });

run("npm", "run", "--silent", "build:gallery");
// The tests' server of the mocks needs its files, though no picture does.
run("npm", "run", "--silent", "build:mock");
const config = ["--config", "e2e/playwright.config.ts", "--project=gallery"];
run(
  "npx",
  "playwright",
  "test",
  ...config,
  "--update-snapshots=all",
  "--reporter=list",
  "pictures",
);
run("git", "status", "--short", "--", PICTURES);
