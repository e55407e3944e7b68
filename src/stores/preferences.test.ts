import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { usePreferences } from "./preferences.ts";

const KEY = "leeway.preferences";
const { chooseTheme } = usePreferences.getState();
const firstPaint = readFileSync(resolve(import.meta.dirname, "../../public/theme.js"), "utf8");
const root = document.documentElement;

/** What the next visit of the page finds. */
async function visit() {
  await usePreferences.persist.rehydrate();
  return usePreferences.getState().theme;
}

/** Runs `public/theme.js` as the page's head does. */
// oxlint-disable-next-line typescript/no-implied-eval
const paint = () => new Function(firstPaint)() as void;

afterEach(() => {
  delete root.dataset["theme"];
});

describe("preferences", () => {
  it("follow the system until something is chosen", async () => {
    expect(await visit()).toBe("system");
  });

  it("are the same at the next visit", async () => {
    chooseTheme("dark");
    const kept = localStorage.getItem(KEY) ?? "";
    usePreferences.setState(usePreferences.getInitialState(), true);
    localStorage.setItem(KEY, kept);
    expect(await visit()).toBe("dark");
    chooseTheme("light");
    expect(usePreferences.getState().theme).toBe("light");
  });

  it.each([
    ["no JSON", "{theme"],
    ["null", "null"],
    ["another shape", '{"version":0}'],
    ["a theme that is gone", '{"state":{"theme":"sepia"},"version":0}'],
    ["a number for a theme", '{"state":{"theme":7},"version":0}'],
    ["no state", '{"state":null,"version":0}'],
    ["something in an act's place", '{"state":{"chooseTheme":7},"version":0}'],
  ])("survive storage that holds %s", async (_, kept) => {
    localStorage.setItem(KEY, kept);
    expect(await visit()).toBe("system");
    chooseTheme("dark");
    expect(usePreferences.getState().theme).toBe("dark");
  });
});

describe("the first paint", () => {
  it.each(["light", "dark"] as const)("has the %s theme that was chosen", (theme) => {
    chooseTheme(theme);
    paint();
    expect(root.dataset["theme"]).toBe(theme);
  });

  it.each([
    ["nothing was chosen", null],
    ["the system was chosen", '{"state":{"theme":"system"},"version":0}'],
    ["storage holds no JSON", "{theme"],
    ["storage holds null", "null"],
    ["storage holds an unknown theme", '{"state":{"theme":"sepia"}}'],
  ])("has the system's theme where %s", (_, kept) => {
    if (kept !== null) localStorage.setItem(KEY, kept);
    paint();
    expect(root.dataset).not.toHaveProperty("theme");
  });

  it("has the system's theme where storage is closed", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    paint();
    expect(root.dataset).not.toHaveProperty("theme");
  });
});

describe("the project that is looked at", () => {
  it("is the same at the next visit, and the theme with it", async () => {
    usePreferences.getState().chooseProject("acme/web");
    chooseTheme("dark");
    const kept = localStorage.getItem(KEY) ?? "";
    usePreferences.setState(usePreferences.getInitialState(), true);
    localStorage.setItem(KEY, kept);
    expect(await visit()).toBe("dark");
    expect(usePreferences.getState().projectId).toBe("acme/web");
  });

  it("is none where storage holds no id", async () => {
    localStorage.setItem(KEY, '{"state":{"theme":"dark","projectId":7},"version":0}');
    expect(await visit()).toBe("dark");
    expect(usePreferences.getState().projectId).toBeNull();
  });
});

describe("a warning that was put away", () => {
  const { dismissWarning } = usePreferences.getState();
  const dismissed = () => usePreferences.getState().dismissed;

  it("is remembered by month and level, and last month's are forgotten", () => {
    dismissWarning("2026-03", "approaching");
    dismissWarning("2026-03", "critical");
    expect(dismissed()).toEqual(["2026-03 approaching", "2026-03 critical"]);
    dismissWarning("2026-04", "approaching");
    expect(dismissed()).toEqual(["2026-04 approaching"]);
  });

  it("is remembered at the next visit", async () => {
    dismissWarning("2026-03", "approaching");
    const kept = localStorage.getItem(KEY) ?? "";
    usePreferences.setState(usePreferences.getInitialState(), true);
    localStorage.setItem(KEY, kept);
    await visit();
    expect(dismissed()).toEqual(["2026-03 approaching"]);
  });

  it.each([
    ["no list", '"2026-03 approaching"', []],
    ["other things in the list", '[7,null,"2026-03 critical"]', ["2026-03 critical"]],
  ])("survives storage that holds %s", async (_, kept, found) => {
    localStorage.setItem(KEY, `{"state":{"dismissed":${kept}},"version":0}`);
    await visit();
    expect(dismissed()).toEqual(found);
  });
});

describe("two tabs", () => {
  const otherTab = (state: object, key = KEY) => {
    localStorage.setItem(KEY, JSON.stringify({ state, version: 0 }));
    dispatchEvent(Object.assign(new Event("storage"), { key }));
  };

  it("share what was chosen, but for the project that each looks at", () => {
    usePreferences.getState().chooseProject("acme/web");
    otherTab({ theme: "dark", projectId: "docs", dismissed: ["2026-03 approaching"] });
    expect(usePreferences.getState()).toMatchObject({
      theme: "dark",
      projectId: "acme/web",
      dismissed: ["2026-03 approaching"],
    });
  });

  it("do not listen to what else is stored", () => {
    otherTab({ theme: "dark" }, "leeway.session-usage");
    expect(usePreferences.getState().theme).toBe("system");
  });
});
