import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { defaultPolicy } from "../../server/admission/policy.ts";
import { at, openPage, type Page } from "../renderPage.tsx";
import { AppRoutes } from "../routes.tsx";

let page: Page;
beforeEach(async () => {
  page = await openPage({
    policy: { ...defaultPolicy, projects: { "*": { max_concurrency: 1 } } },
  });
  await page.world.records.addProject({
    id: "acme/web",
    name: "Acme web",
    sample: false,
    created_at: at(0),
  });
});

it("shows slots, queue and runs after each start, also while the server tells of nothing", async () => {
  vi.spyOn(page.world.counters, "publish").mockResolvedValue();
  page.render(<AppRoutes />, "/projects/acme%2Fweb");
  const slots = () => screen.getByRole("region", { name: "Concurrency" });
  const start = async (text: string) => {
    await page.user.type(await screen.findByRole("textbox", { name: "Message" }), text);
    await page.user.click(screen.getByRole("button", { name: "Start run" }));
  };
  await waitFor(() => expect(slots()).toHaveTextContent("0 of 1 slots used"));
  await start("one");
  await waitFor(() => expect(slots()).toHaveTextContent("1 of 1 slots used"));
  await start("two");
  const queue = await screen.findByRole("region", { name: "Waiting for a slot" });
  expect(queue).toHaveTextContent(/You are 1st1two/);
  expect(await screen.findByText("Queued, place 1")).toBeVisible();
});
