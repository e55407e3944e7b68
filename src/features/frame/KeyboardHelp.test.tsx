import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openPage, type Page } from "../../renderPage.tsx";
import { AppRoutes } from "../../routes.tsx";
import { usePreferences } from "../../stores/preferences.ts";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const sheet = () => screen.queryByRole("dialog", { name: "Keyboard" });

describe("the keyboard", () => {
  let page: Page;
  beforeEach(async () => {
    page = await openPage();
    page.render(<AppRoutes />, "/quota");
    await heading("Quota");
  });

  it("opens its sheet on a question mark, and by its button", async () => {
    expect(sheet()).toBeNull();
    await userEvent.keyboard("?");
    expect(await within(sheet() as HTMLElement).findByText("Go to Sessions")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(sheet()).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Keyboard" }));
    expect(sheet()).toBeVisible();
  });

  it.each([
    ["go", "Overview"],
    ["gp", "Projects"],
    ["gs", "Sessions"],
    ["gd", "Schedules"],
    ["xgq", "Quota"],
  ])("goes with %s to %s", async (keys, title) => {
    await userEvent.keyboard(keys);
    expect(await heading(title)).toBeVisible();
  });

  it("leaves keys alone that are typed, belong to the browser, or are switched off", async () => {
    await userEvent.keyboard("gp");
    await userEvent.click(await screen.findByRole("textbox", { name: "Repository" }));
    await userEvent.keyboard("?gs");
    await heading("Projects");
    await userEvent.click(document.body);
    await userEvent.keyboard("{Control>}g{/Control}s");
    usePreferences.getState().switchShortcuts(false);
    await waitFor(() => expect(usePreferences.getState().shortcuts).toBe(false));
    await userEvent.keyboard("?gs");
    expect(sheet()).toBeNull();
    expect(await heading("Projects")).toBeVisible();
  });
});
