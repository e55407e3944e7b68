import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { startRun } from "../../mocks/world.ts";
import { at, openPage, type Page } from "../renderPage.tsx";
import { usePreferences } from "../stores/preferences.ts";
import QuotaPage from "./QuotaPage.tsx";

async function open(ids: readonly string[] = ["acme/web", "docs"]): Promise<Page> {
  const page = await openPage();
  for (const id of ids) {
    await page.world.records.addProject({ id, name: id, sample: false, created_at: at(0) });
  }
  return page;
}

const picker = () => screen.findByRole("combobox", { name: "Slots and PR lock of" });
const slots = () => screen.findByText(/slots used/);

describe("the project on the quota page", () => {
  it("is the first until one is chosen, and has its slots and its lock", async () => {
    const page = await open();
    await startRun(page.world, { project_id: "docs" });
    page.render(<QuotaPage />);
    expect(await picker()).toHaveValue("acme/web");
    expect(await slots()).toHaveTextContent(/^0 of/);
    await page.user.selectOptions(await picker(), "docs");
    await waitFor(async () => expect(await slots()).toHaveTextContent(/^1 of/));
    expect(await screen.findByText("PR lock: free")).toBeVisible();
    expect(screen.getByRole("link", { name: "Open the project" })).toHaveAttribute(
      "href",
      "/projects/docs",
    );
  });

  it("is remembered at the next visit", async () => {
    const page = await open();
    const { unmount } = page.render(<QuotaPage />);
    await screen.findByRole("option", { name: "docs" });
    await page.user.selectOptions(await picker(), "docs");
    unmount();
    const kept = localStorage.getItem("leeway.preferences") ?? "";
    usePreferences.setState(usePreferences.getInitialState(), true);
    localStorage.setItem("leeway.preferences", kept);
    await usePreferences.persist.rehydrate();
    page.render(<QuotaPage />);
    expect(await picker()).toHaveValue("docs");
  });

  it("is the first where the remembered one is gone", async () => {
    usePreferences.getState().chooseProject("gone");
    const page = await open();
    page.render(<QuotaPage />);
    await waitFor(async () => expect(await picker()).toHaveValue("acme/web"));
    expect(within(await picker()).queryByRole("option", { name: "gone" })).toBeNull();
  });

  it("is left out where there is none", async () => {
    const page = await open([]);
    page.render(<QuotaPage />);
    expect(await screen.findByText("No projects yet")).toBeVisible();
    expect(screen.queryByRole("region", { name: "PR lock" })).toBeNull();
  });
});
