import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openPage, type Page } from "../../renderPage.tsx";
import { SampleBanner } from "./SampleBanner.tsx";
import { ToastArea } from "./ToastArea.tsx";

async function open(sample: boolean): Promise<Page> {
  const page = await openPage();
  await page.world.sample.prepare(sample, page.world.principal);
  page.render(
    <>
      <SampleBanner />
      <ToastArea />
    </>,
  );
  return page;
}

const banner = () => screen.queryByRole("complementary", { name: "Sample workspace" });
const press = async (page: Page, name: string) =>
  page.user.click(await screen.findByRole("button", { name }));
const projects = async (page: Page) => (await page.world.records.listProjects()).length;

describe("SampleBanner", () => {
  it("is not there without a sample", async () => {
    const page = await open(false);
    await waitFor(() => expect(page.times("GET /meta")).toBe(1));
    await page.clock.turn(1);
    expect(banner()).toBeNull();
  });

  it("asks first, and removes nothing when the question is cancelled", async () => {
    const page = await open(true);
    await press(page, "Remove it");
    expect(screen.getByRole("dialog")).toHaveTextContent("Remove the sample workspace?");
    await press(page, "Cancel");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(banner()).toBeVisible();
    expect(await projects(page)).toBe(3);
  });

  it("removes the sample, says so, and goes", async () => {
    const page = await open(true);
    await press(page, "Remove it");
    await press(page, "Remove sample");
    expect(await screen.findByText("Sample workspace removed")).toBeVisible();
    await waitFor(() => expect(banner()).toBeNull());
    expect(await projects(page)).toBe(0);
  });

  it("stays where the removal fails, and says why", async () => {
    const page = await open(true);
    await press(page, "Remove it");
    page.world.breakEngine("records");
    await press(page, "Remove sample");
    expect(await screen.findByText(/^Not removed: Leeway cannot reach its records/)).toBeVisible();
    expect(banner()).toBeVisible();
  });
});
