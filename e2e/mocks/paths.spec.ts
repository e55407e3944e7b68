import type { Locator, Page } from "@playwright/test";
import type { ScenarioName } from "../../mocks/scenarios.ts";
import { card, expect, test } from "./fixtures.ts";
import { tabTo } from "./tabTo.ts";

const PROJECT = "/projects/acme%2Fweb";
const newSession = (page: Page) => page.getByRole("button", { name: "+ New Session" });

test.describe("by the keyboard alone", () => {
  test("one starts a session, and is back where one was", async ({ page, open }) => {
    await open("busy", "/");
    await tabTo(page, newSession(page));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "New session" });
    await expect(dialog.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(newSession(page)).toBeFocused();

    await page.keyboard.press("Enter");
    await tabTo(page, dialog.getByLabel("Name"), { already: true });
    await page.keyboard.type("Parser");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Session started")).toBeVisible();
    await expect(newSession(page)).toBeFocused();
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sessions");
    await tabTo(page, page.getByRole("link", { name: "Parser", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Parser");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("`?` opens the help sheet, Escape closes it, `g q` goes to Quota", async ({
    page,
    open,
  }) => {
    await open("busy", "/");
    await tabTo(page, newSession(page));
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toContainText("Go to Quota");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(newSession(page)).toBeFocused();
    await page.keyboard.press("g");
    await page.keyboard.press("q");
    await expect(page).toHaveURL(/\/quota$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("what is blocked is reached, does nothing, and leads to a remedy", async ({
    page,
    open,
  }) => {
    await open("compute-quota-reached", "/");
    await tabTo(page, newSession(page));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await tabTo(page, card(page, "Now").getByRole("link", { name: "Upgrade to continue" }));
  });

  test("queue and lock of a project are read from its page", async ({ page, open }) => {
    await open("queue-of-three", "/");
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Projects");
    await tabTo(page, page.getByRole("link", { name: "Acme web" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme web");
    await expect(card(page, "Concurrency")).toContainText("2 of 2 slots");
    await expect(card(page, "PR lock")).toContainText("PR lock: free");
  });
});

interface Heard {
  scenario: ScenarioName;
  path: string;
  part: (page: Page) => Locator;
  /** A part of the tree, as a screen reader has it. */
  tree: string;
}

/** What the tree of the key parts says: what is not here by role and name is not there for all. */
const heard: Record<string, Heard> = {
  "whether one may start, and why not": {
    scenario: "compute-quota-reached",
    path: "/",
    part: (page) => card(page, "Now"),
    tree: `
      - paragraph: /exceeded|used up/
      - button "+ New Session" [disabled]
      - list:
        - listitem:
          - link "Upgrade to continue"`,
  },
  "why no run may start, and when one may": {
    scenario: "run-quota-exhausted",
    path: PROJECT,
    part: (page) => card(page, "Start a run"),
    tree: `
      - combobox "Project"
      - textbox "Message"
      - paragraph: Run quota exhausted
      - paragraph:
        - time: /in 5.m · 14:05 CET/
      - button "Start run" [disabled]`,
  },
  "how full it is": {
    scenario: "busy",
    path: "/quota",
    part: (page) => card(page, "Run quota"),
    tree: `- meter "Runs"`,
  },
  "who runs and who waits": {
    scenario: "queue-of-three",
    path: PROJECT,
    part: (page) => card(page, "Concurrency"),
    tree: `
      - meter "Concurrency"
      - region "Running":
        - list:
          - listitem:
            - paragraph: Fix the flaky checkout test
          - listitem:
            - paragraph: Update the dependencies and open a pull request
      - region "Waiting for a slot":
        - list:
          - listitem:
            - text: "1"
            - paragraph: Update the dependencies and open a pull request
          - listitem:
            - text: "2"
          - listitem:
            - text: "3"`,
  },
  "who delivers and who is next": {
    scenario: "lock-held",
    path: PROJECT,
    part: (page) => card(page, "PR lock"),
    tree: `
      - paragraph:
        - text: PR lock held
        - button "What the PR lock is"
      - region "Holder":
        - paragraph: Ship the new checkout
      - region "Waiting to deliver":
        - list:
          - listitem:
            - text: "1"
            - paragraph: Fix the header
          - listitem:
            - text: "2"
            - paragraph: Bump the SDK`,
  },
};

test.describe("by a screen reader's tree alone", () => {
  for (const [learns, { scenario, path, part, tree }] of Object.entries(heard)) {
    test(`one learns ${learns}`, async ({ page, open }) => {
      await open(scenario, path);
      const region = part(page);
      await expect(region.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
      process.stdout.write(`\n${learns} (${scenario})\n${await region.ariaSnapshot()}\n`);
      await expect(region).toMatchAriaSnapshot(tree);
    });
  }

  test("what is blocked is described by its reason, a gauge by its words", async ({
    page,
    open,
  }) => {
    await open("compute-quota-reached", "/");
    await expect(newSession(page)).toHaveAccessibleDescription(/^Monthly compute quota exceeded\./);
    await open("run-quota-exhausted", PROJECT);
    await expect(page.getByRole("button", { name: "Start run" })).toHaveAccessibleDescription(
      /^Run quota exhausted\./,
    );
    await expect(card(page, "Run quota").getByRole("meter", { name: "Runs" })).toHaveAttribute(
      "aria-valuetext",
      "10 of 10 runs used. Exhausted.",
    );
    await open("lock-held", PROJECT);
    await expect(
      page.getByRole("button", { name: "What the PR lock is" }),
    ).toHaveAccessibleDescription(/lock/);
  });

  test("one starts a run and a session by role and name, and hears of it", async ({
    page,
    open,
  }) => {
    await open("busy", PROJECT);
    await page.getByRole("textbox", { name: "Message" }).fill("Tidy the changelog");
    await page.getByRole("button", { name: "Start run" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Run started" })).toBeAttached();
    await page.getByRole("link", { name: "Sessions" }).click();
    await newSession(page).click();
    const dialog = page.getByRole("dialog", { name: "New session" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Parser");
    await dialog.getByRole("button", { name: "Start session" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Session started" })).toBeAttached();
    await expect(page.getByRole("link", { name: "Parser", exact: true })).toBeVisible();
  });
});
