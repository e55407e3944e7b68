import type { Page } from "@playwright/test";
import type { ScenarioName } from "../../mocks/scenarios.ts";
import { violationsOf } from "../violations.ts";
import { expect, FAILED_REQUESTS, test } from "./fixtures.ts";
import { cutOff, overlapping } from "./geometry.ts";

test.use({ tolerates: FAILED_REQUESTS });

interface View {
  name: string;
  scenario: ScenarioName;
  path: string;
  /** What has to be there before one looks. */
  ready: string;
  /** What a person does first. */
  act?: (page: Page) => Promise<void>;
}

const PROJECT = "/projects/acme%2Fweb";
const openOutput = async (page: Page) => {
  await page.getByText("Output").first().click();
  await expect(page.getByRole("region", { name: "Output" })).toContainText("Asked:");
};
const askToRemove = async (page: Page) => {
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
};
const failToAdd = async (page: Page) => {
  await page.getByRole("button", { name: "Add project" }).click();
  await expect(page.getByLabel("Repository")).toHaveAttribute("aria-invalid", "true");
};
const askForSession = async (page: Page) => {
  await page.getByRole("button", { name: "+ New Session" }).click();
  await expect(page.getByRole("dialog", { name: "New session" })).toBeVisible();
};
const openHelp = async (page: Page) => {
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
};
const openSession = async (page: Page) => {
  await page.getByRole("link", { name: "Review with Sam", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Review with Sam");
};

const openAccount = async (page: Page) => {
  await page.getByRole("button", { name: "Details of Session spent" }).click();
  await expect(page.getByRole("button", { name: "Rename" })).toBeVisible();
};

const typeCaps = async (page: Page) => {
  await page.getByRole("spinbutton", { name: /^Session/ }).fill("30");
  await page.getByRole("spinbutton", { name: /^Weekly/ }).fill("101");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter a whole number")).toBeVisible();
};

const views: View[] = [
  { name: "overview", scenario: "busy", path: "/", ready: "You can start" },
  {
    name: "overview, month used up",
    scenario: "compute-quota-reached",
    path: "/",
    ready: "quota exceeded",
  },
  {
    name: "sessions, compute nearly used up",
    scenario: "compute-nearly-used",
    path: "/sessions",
    ready: "Compute quota approaching",
  },
  { name: "overview, offline", scenario: "offline", path: "/", ready: "No live connection" },
  { name: "overview, queue", scenario: "queue-of-three", path: "/", ready: "Acme web" },
  {
    name: "sessions",
    scenario: "session-limit-reached",
    path: "/sessions",
    ready: "Review with Sam",
  },
  {
    name: "a session",
    scenario: "session-limit-reached",
    path: "/sessions",
    ready: "Review with Sam",
    act: openSession,
  },
  {
    name: "a new session",
    scenario: "busy",
    path: "/sessions",
    ready: "New Session",
    act: askForSession,
  },
  {
    name: "the keyboard sheet",
    scenario: "busy",
    path: "/",
    ready: "You can start",
    act: openHelp,
  },
  {
    name: "a project, queue",
    scenario: "queue-of-three",
    path: PROJECT,
    ready: "Explain why the nightly",
  },
  { name: "a project, parked", scenario: "parked-runs", path: PROJECT, ready: "Cancel all" },
  { name: "schedules", scenario: "schedules", path: "/schedules", ready: "Weekday checks" },
  { name: "schedules, none", scenario: "empty", path: "/schedules", ready: "No schedules yet" },
  { name: "a project, lock", scenario: "lock-held", path: PROJECT, ready: "Fix the header" },
  {
    name: "a project, lock stuck",
    scenario: "lock-stuck",
    path: PROJECT,
    ready: "Fix the header",
  },
  { name: "quota", scenario: "busy", path: "/quota", ready: "7 of 10", act: openOutput },
  { name: "quota, exhausted", scenario: "run-quota-exhausted", path: "/quota", ready: "10 of 10" },
  { name: "quota, empty", scenario: "empty", path: "/quota", ready: "No projects yet" },
  { name: "quota, unavailable", scenario: "offline", path: "/quota", ready: "No live connection" },
  { name: "the sample", scenario: "fresh", path: "/quota", ready: "0 of 5", act: askToRemove },
  { name: "projects", scenario: "busy", path: "/projects", ready: "Acme web", act: failToAdd },
  { name: "a project", scenario: "nearly-full", path: PROJECT, ready: "Runs: 90% used." },
  { name: "a project, blocked", scenario: "run-quota-exhausted", path: PROJECT, ready: "10 of 10" },
  { name: "no such project", scenario: "busy", path: "/projects/gone", ready: "No such project" },
  {
    name: "accounts",
    scenario: "accounts",
    path: "/accounts",
    ready: "Signed out",
    act: openAccount,
  },
  {
    name: "accounts, many",
    scenario: "accounts-many",
    path: "/accounts",
    ready: "Team account",
  },
  { name: "accounts, none", scenario: "empty", path: "/accounts", ready: "No provider accounts" },
  { name: "settings, paused", scenario: "caps-reached", path: "/settings", ready: "now 92%" },
  {
    name: "settings, one may pass",
    scenario: "cap-overridden",
    path: "/settings",
    ready: "by you",
  },
  {
    name: "settings, not saved",
    scenario: "caps-with-room",
    path: "/settings",
    ready: "now 72%",
    act: typeCaps,
  },
  { name: "nothing here", scenario: "busy", path: "/gone", ready: "Nothing here" },
];

/** 720 is 1440 at a zoom of 200 %, which leaves half as many pixels. */
const WIDTHS = [320, 390, 720, 820, 1440];
/** Where the text alone is twice as large. */
const WIDTHS_FOR_LARGE_TEXT = [820, 1440];

for (const { name, scenario, path, ready, act } of views) {
  test(`${name}: accessible in both themes, whole at every width`, async ({ page, open }) => {
    await open(scenario, path);
    await expect(page.getByText(ready).first()).toBeVisible();
    await act?.(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await violationsOf(page), colorScheme).toEqual([]);
    }
    // As a reader sets it in the browser, so that the breakpoints heed it as well.
    const textSize = await page.context().newCDPSession(page);
    const fits = async (width: number, text: number) => {
      await page.setViewportSize({ width, height: 800 });
      await textSize.send("Page.setFontSizes", { fontSizes: { standard: 0.16 * text } });
      const found = { cut: await page.evaluate(cutOff), upon: await page.evaluate(overlapping) };
      expect.soft(found, `at ${width} px, text ${text} %`).toEqual({ cut: [], upon: [] });
    };
    for (const width of WIDTHS) await fits(width, 100);
    for (const width of WIDTHS_FOR_LARGE_TEXT) await fits(width, 200);
  });
}
