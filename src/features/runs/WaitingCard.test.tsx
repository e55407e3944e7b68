import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { parkRun, startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { at, openPage, type Page } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { WaitingCard } from "./WaitingCard.tsx";

let page: Page;
beforeEach(async () => {
  const runs = { max: 1, window_seconds: 300, lease_seconds: 90 };
  page = await openPage({ policy: { ...defaultPolicy, runs } });
  for (const id of ["acme/web", "docs"]) {
    await page.world.records.addProject({ id, name: id, sample: false, created_at: at(0) });
  }
  await startRun(page.world, { message: "now" });
});

const show = () =>
  page.render(
    <>
      <WaitingCard projectId="acme/web" />
      <ToastArea />
    </>,
  );
const rows = () => screen.findAllByRole("listitem");
const cancelAll = async () =>
  page.user.click(await screen.findByRole("button", { name: "Cancel all" }));
const dialog = () => screen.findByRole("dialog", { name: "Cancel all that wait?" });
const parked = async () => (await page.world.records.parkedRuns()).map(({ message }) => message);

describe("what waits in a project", () => {
  it("says that nothing does, and how something can", async () => {
    show();
    expect(screen.getByRole("status", { name: "Loading: Waiting" })).toBeVisible();
    expect(await screen.findByText("Nothing waits")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Cancel all" })).toBeNull();
  });

  it("says that it is not known, which is not nothing", async () => {
    page.world.breakEngine("records");
    show();
    expect(await screen.findByText("What waits is not known")).toBeVisible();
    expect(screen.queryByText("Nothing waits")).toBeNull();
  });

  it("is what is parked in this project, and comes by itself", async () => {
    show();
    await screen.findByText("Nothing waits");
    await parkRun(page.world, { message: "later" });
    await parkRun(page.world, { message: "elsewhere", project_id: "docs" });
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]).toHaveTextContent(/^laterParkedWaits, resumes about/);
  });
});

describe("cancelling all that waits", () => {
  it("asks first, and does nothing when told not to", async () => {
    await parkRun(page.world, { message: "later" });
    show();
    await cancelAll();
    expect(await dialog()).toHaveTextContent(
      "1 parked run of this project does not start any more.",
    );
    await page.user.click(within(await dialog()).getByRole("button", { name: "Cancel" }));
    expect(await parked()).toEqual(["later"]);
    expect(page.asked).not.toContain("POST /runs/cancel-parked");
  });

  it("cancels those of this project only, also without the live channel", async () => {
    for (const message of ["one", "two"]) await parkRun(page.world, { message });
    await parkRun(page.world, { message: "elsewhere", project_id: "docs" });
    await page.live.close();
    show();
    await cancelAll();
    expect(await dialog()).toHaveTextContent(
      "2 parked runs of this project do not start any more.",
    );
    await page.user.click(within(await dialog()).getByRole("button", { name: "Cancel them" }));
    expect(await screen.findByText("2 runs cancelled")).toBeVisible();
    expect(await screen.findByText("Nothing waits")).toBeVisible();
    expect(await parked()).toEqual(["elsewhere"]);
  });

  it("tells an operator of those of other people", async () => {
    const id = await parkRun(page.world, { message: "later" });
    const run = await page.world.records.findRun(id);
    if (!run) throw new Error("The run is gone.");
    const theirs = { ...run, id: "00000000-0000-4000-8000-000000000099", user_id: "sam" };
    await page.world.records.addRun({ run: theirs, idempotency: null, holds_place: false });
    show();
    await cancelAll();
    await waitFor(async () =>
      expect(await dialog()).toHaveTextContent(/more, those of other people included\./),
    );
  });

  it("says why they were not cancelled", async () => {
    await parkRun(page.world, { message: "later" });
    show();
    await cancelAll();
    page.way = (request, send) =>
      request.method === "POST" ? Promise.reject(new TypeError("fetch failed")) : send(request);
    await page.user.click(within(await dialog()).getByRole("button", { name: "Cancel them" }));
    expect(await screen.findByText("Not cancelled: The server cannot be reached.")).toBeVisible();
    expect(await rows()).toHaveLength(1);
  });
});
