import { defineConfig } from "@playwright/test";
import { browserArgs } from "../scripts/browser.mjs";

const executablePath = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // One picture a story, whatever the machine.
  snapshotPathTemplate: "{testDir}/gallery/snapshots/{arg}{ext}",
  // A picture that is missing is a failure; `npm run review:pictures` makes it.
  updateSnapshots: "none",
  reporter: [["list"], ["json"]],
  use: {
    browserName: "chromium",
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: browserArgs() },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: { mode: "retain-on-failure", screenshots: false },
  },
  projects: [
    {
      name: "mocks",
      testMatch: "mocks/**/*.spec.ts",
      use: { baseURL: "http://127.0.0.1:4321" },
    },
    {
      name: "gallery",
      testMatch: "gallery/**/*.spec.ts",
      // Hundreds of states: to record them all takes longer than to look at them.
      use: { contextOptions: { reducedMotion: "reduce" }, trace: "off" },
    },
    { name: "server", testMatch: "server/**/*.spec.ts" },
  ],
  webServer: {
    command: "npx vite preview --mode mock --outDir dist/mock --port 4321 --strictPort",
    cwd: "..",
    url: "http://127.0.0.1:4321",
    reuseExistingServer: false,
  },
});
