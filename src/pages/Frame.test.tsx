import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { at, openPage, type Page } from "../renderPage.tsx";
import { AppRoutes } from "../routes.tsx";

let page: Page;
beforeEach(async () => {
  page = await openPage();
  await page.world.records.addProject({
    id: "acme/web",
    name: "Acme web",
    sample: false,
    created_at: at(0),
  });
});
const cards = () =>
  within(screen.getByRole("main"))
    .getAllByRole("region")
    .map((card) => card.getAttribute("aria-label"));

describe("the pages", () => {
  it.each([
    [
      "/",
      "Overview",
      ["Now", "Run quota", "Compute", "Session limit", "Needs attention", "Running now"],
    ],
    ["/quota", "Quota", ["Run quota", "Projects", "Concurrency", "PR lock", "Runs"]],
    ["/sessions", "Sessions", ["Sessions", "Compute"]],
    ["/schedules", "Schedules", ["Schedules"]],
    ["/activity", "Activity", ["What happened"]],
    ["/settings", "Settings", ["Claude caps"]],
    ["/projects", "Projects", ["Projects", "Add a project"]],
    [
      "/projects/acme%2Fweb",
      "Acme web",
      ["Start a run", "PR lock", "Run quota", "Concurrency", "Waiting", "Runs"],
    ],
  ])("%s has its heading, its window's title and its cards", async (path, title, regions) => {
    page.render(<AppRoutes />, path);
    const heading = await screen.findByRole("heading", { level: 1, name: title });
    expect(heading).toHaveAttribute("tabIndex", "-1");
    await waitFor(() => expect(document.title).toBe(`${title} · Leeway`));
    await waitFor(() => expect(cards()).toEqual(regions));
  });

  it.each([
    ["/nothing/here", "Nothing here", "Go to the overview"],
    ["/projects/gone", "No such project", "See all projects"],
    ["/projects/not%20a%20project", "No such project", "See all projects"],
  ])("%s leads nowhere, and says where to go", async (path, title, way) => {
    page.render(<AppRoutes />, path);
    expect(await screen.findByRole("heading", { level: 1, name: title })).toBeVisible();
    expect(screen.getByRole("link", { name: way })).toBeVisible();
    expect(screen.queryByRole("region")).toBeNull();
  });

  it("keeps a project's page where the server cannot be asked about it", async () => {
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    page.render(<AppRoutes />, "/projects/acme%2Fweb");
    expect(await screen.findByText("Run quota unavailable")).toBeVisible();
    expect(screen.getByRole("heading", { level: 1, name: "acme/web" })).toBeVisible();
  });

  it("lead to each other, and the focus follows", async () => {
    page.render(<AppRoutes />, "/quota");
    const nav = screen.getByRole("navigation", { name: "Main" });
    expect(within(nav).getByRole("link", { name: "Quota" })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await page.user.click(within(nav).getByRole("link", { name: "Projects" }));
    const heading = await screen.findByRole("heading", { level: 1, name: "Projects" });
    await waitFor(() => expect(heading).toHaveFocus());
    await page.user.click(await screen.findByRole("link", { name: /^Acme web/ }));
    expect(await screen.findByRole("combobox", { name: "Project" })).toBeVisible();
  });

  it("let a keyboard skip to the content", () => {
    page.render(<AppRoutes />, "/quota");
    const skip = screen.getByRole("link", { name: "Skip to content" });
    expect(document.querySelector(skip.getAttribute("href") ?? "")).toBe(screen.getByRole("main"));
  });
});
