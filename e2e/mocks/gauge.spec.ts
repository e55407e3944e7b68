import type { Page } from "@playwright/test";
import type { ScenarioName } from "../../mocks/scenarios.ts";
import { card, expect, FAILED_REQUESTS, test } from "./fixtures.ts";

interface Shown {
  /** What the card says, in this order. */
  says: string[];
  /** What the meter says, and the colour of its bar; null where there must be none. */
  meter: { now: number; text: string; level: string } | null;
}

const EMPTY: Shown = {
  says: ["0 of 10 runs used", "OK", "10 runs left", "The window is empty."],
  meter: { now: 0, text: "0 of 10 runs used. OK.", level: "ok" },
};
const unavailable = (why: string): Shown => ({
  says: ["Run quota unavailable", why, "Try again"],
  meter: null,
});

/** What each scenario that concerns the gauge shows. */
const scenarios: Partial<Record<ScenarioName, Shown>> = {
  fresh: {
    says: ["0 of 5 runs used", "OK", "5 runs left", "The window is empty."],
    meter: { now: 0, text: "0 of 5 runs used. OK.", level: "ok" },
  },
  busy: {
    says: ["7 of 10 runs used", "OK", "3 runs left", "Window resets in 59 m · 14:59 CET"],
    meter: { now: 70, text: "7 of 10 runs used. OK.", level: "ok" },
  },
  "nearly-full": {
    says: ["9 of 10 runs used", "Approaching", "1 run left", "Window resets in 59 m · 14:59 CET"],
    meter: { now: 90, text: "9 of 10 runs used. Approaching.", level: "approaching" },
  },
  "run-quota-exhausted": {
    says: ["10 of 10 runs used", "Exhausted", "Quota exhausted — next window opens in 5 m"],
    meter: { now: 100, text: "10 of 10 runs used. Exhausted.", level: "exhausted" },
  },
  "no-runs-allowed": {
    says: ["0 of 0 runs used", "Exhausted", "Quota exhausted — the policy allows no runs"],
    meter: { now: 100, text: "0 of 0 runs used. Exhausted.", level: "exhausted" },
  },
  empty: EMPTY,
  slow: EMPTY,
  "everything-unknown": unavailable("Leeway cannot reach its counters"),
  "engine-unavailable": unavailable("Leeway cannot reach its counters"),
  offline: unavailable("The server cannot be reached."),
  dropped: unavailable("The server cannot be reached."),
  "off-contract": unavailable("The server's answer does not have the agreed shape."),
  "html-error": unavailable("The server answered 502 with something that is not JSON."),
};

test.describe("the runs gauge", () => {
  test.use({ tolerates: FAILED_REQUESTS });
  for (const [name, { says, meter }] of Object.entries(scenarios)) {
    test(`in the scenario ${name}: ${says.slice(0, 3).join(" · ")}`, async ({ page, open }) => {
      await open(name as ScenarioName);
      const quota = card(page, "Run quota");
      await expect(quota).toContainText(new RegExp(says.map(escaped).join(".*"), "s"));
      const bar = quota.getByRole("meter", { name: "Runs" });
      if (meter === null) {
        await expect(bar).toHaveCount(0);
        await expect(quota).not.toContainText(/\d\s*%|\d of \d|\d runs?\b|\d{4}-\d\d/);
        return;
      }
      await expect(bar).toHaveAttribute("aria-valuenow", String(meter.now));
      await expect(bar).toHaveAttribute("aria-valuetext", meter.text);
      const [filled, colour] = await bar.evaluate((track) => {
        const fill = track.firstElementChild as HTMLElement;
        fill.style.transition = "none";
        const share = fill.getBoundingClientRect().width / track.getBoundingClientRect().width;
        return [share * 100, getComputedStyle(fill).backgroundColor];
      });
      expect(filled).toBeCloseTo(meter.now, 1);
      expect(colour).toBe(await tokenColour(page, meter.level));
    });
  }
});

test("an answer that takes its time is awaited as such, not as zero", async ({ page, open }) => {
  await open("slow");
  const quota = card(page, "Run quota");
  await expect(quota.getByRole("status", { name: "Loading: Run quota" })).toBeVisible();
  await expect(quota).not.toContainText(/\d|unavailable/);
});

test("counts down to the second, and opens by itself at that very moment", async ({
  page,
  open,
  pass,
}) => {
  await open("run-quota-exhausted");
  const quota = card(page, "Run quota");
  await expect(quota).toContainText("next window opens in 5 m");
  await pass(1000);
  await expect(quota).toContainText("next window opens in 4 m 59 s");
  await pass(298_999);
  await expect(quota).toContainText("next window opens in 1 s");
  await expect(quota).toContainText("10 of 10 runs used");
  await pass(1);
  // Just after the moment the page asks again, once its patience of some milliseconds is over.
  await pass(500);
  await expect(quota).toContainText("9 of 10 runs used");
  await expect(quota).toContainText("1 run left");
});

test.describe("while nothing can be had", () => {
  test.use({ tolerates: FAILED_REQUESTS });
  test("says that there is no live connection, and asks again when told to", async ({
    page,
    open,
  }) => {
    await open("offline");
    await expect(page.getByText("No live connection.")).toBeVisible();
    const chip = card(page, "Run quota").getByRole("button", { name: /Copy the answer's id/ });
    const id = await chip.getAttribute("title");
    await card(page, "Run quota").getByRole("button", { name: "Try again" }).click();
    await expect(chip).not.toHaveAttribute("title", id ?? "");
  });
});

const escaped = (text: string) =>
  text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s");

/** The colour that a level has in the look's table, as the browser computes it. */
const tokenColour = (page: Page, level: string) =>
  page.evaluate((token) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.backgroundColor = `var(${token})`;
    const { backgroundColor } = getComputedStyle(probe);
    probe.remove();
    return backgroundColor;
  }, `--color-${level}`);
