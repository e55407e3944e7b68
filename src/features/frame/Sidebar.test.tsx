import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { openPage, type Page } from "../../renderPage.tsx";
import { AppRoutes } from "../../routes.tsx";

const menu = () => screen.getByRole("button", { name: "Menu" });
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the menu of a small screen", () => {
  let page: Page;
  beforeEach(async () => {
    page = await openPage();
    page.render(<AppRoutes />, "/quota");
    await heading("Quota");
  });

  it("opens and closes by its button, which says which it is", async () => {
    expect(menu()).toHaveAttribute("aria-expanded", "false");
    await page.user.click(menu());
    expect(menu()).toHaveAttribute("aria-expanded", "true");
    await page.user.click(menu());
    expect(menu()).toHaveAttribute("aria-expanded", "false");
  });

  it("is closed on the page that was gone to", async () => {
    await page.user.click(menu());
    await page.user.click(screen.getByRole("link", { name: "Projects" }));
    await heading("Projects");
    expect(menu()).toHaveAttribute("aria-expanded", "false");
  });

  it("closes by Escape from inside, and gives the focus back", async () => {
    await page.user.click(menu());
    screen.getByRole("link", { name: "Projects" }).focus();
    await page.user.keyboard("{Escape}");
    expect(menu()).toHaveAttribute("aria-expanded", "false");
    expect(menu()).toHaveFocus();
  });
});
