import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { at, openPage } from "../../renderPage.tsx";
import { ProjectLimitsCard } from "./ProjectLimitsCard.tsx";

async function open() {
  const page = await openPage({
    policy: { ...defaultPolicy, projects: { "*": { max_concurrency: 2 } } },
  });
  for (const [id, name] of [
    ["acme/web", "Acme web"],
    ["docs", "Docs"],
  ] as const) {
    await page.world.records.addProject({ id, name, sample: false, created_at: at(0) });
  }
  return page;
}

const rows = () => screen.getAllByRole("row").slice(1);
const loaded = () => screen.findByRole("rowheader", { name: "Acme web" });

describe("all projects at a glance", () => {
  it("have a row each: a link, the slots, the queue and the lock", async () => {
    const page = await open();
    for (let n = 0; n < 3; n++) await startRun(page.world);
    page.render(<ProjectLimitsCard />);
    await loaded();
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      "Acme web2 / 2Full1 queuedFree",
      "Docs0 / 20 queuedFree",
    ]);
    expect(screen.getByRole("link", { name: "Acme web" })).toHaveAttribute(
      "href",
      "/projects/acme%2Fweb",
    );
    const meter = screen.getByRole("meter", { name: "Concurrency of Acme web" });
    expect(meter).toHaveAttribute("aria-valuenow", "100");
    expect(meter).toHaveAttribute("aria-valuetext", "2 of 2 slots used. Full.");
    expect(screen.getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual([
      "Project",
      "Slots",
      "PR lock",
    ]);
  });

  it("say who is held up by a lock as soon as it is taken, and that it gets stuck", async () => {
    const page = await open();
    const id = await startRun(page.world);
    page.render(<ProjectLimitsCard />);
    await loaded();
    await page.world.admission.prLocks.acquire("acme/web", id);
    await waitFor(() => expect(rows()[0]).toHaveTextContent(/Held$/));
    await page.clock.turn(81);
    expect(rows()[0]).toHaveTextContent(/Stuck$/);
    expect(rows()[1]).toHaveTextContent(/Free$/);
  });

  it("do not call a lock free that can no longer be asked", async () => {
    const page = await open();
    page.render(<ProjectLimitsCard />);
    await loaded();
    page.world.breakEngine("counters");
    await page.live.close();
    await page.live.open();
    await waitFor(() => expect(rows()[0]).toHaveTextContent(/Unknown$/));
    expect(within(screen.getByRole("table")).queryByText("Free")).toBeNull();
    expect(rows()[0]).toHaveTextContent("0 / 2");
  });

  it("are none, or unavailable, which are two things", async () => {
    const page = await openPage();
    const { unmount } = page.render(<ProjectLimitsCard />);
    expect(await screen.findByText("No projects yet")).toBeVisible();
    unmount();
    const broken = await open();
    broken.world.breakEngine("counters");
    broken.render(<ProjectLimitsCard />);
    expect(await screen.findByText("Projects unavailable")).toBeVisible();
    expect(screen.queryByText("No projects yet")).toBeNull();
  });
});
