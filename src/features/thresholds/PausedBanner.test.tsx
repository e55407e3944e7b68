import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../../server/admission/principal.ts";
import { startRun } from "../../../mocks/world.ts";
import { at, openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { PausedBanner } from "./PausedBanner.tsx";

const dana: Principal = { id: "dana", name: "Dana", role: "member" };

let page: Page;

async function open({ principal = dana, resetsIn = 7200 } = {}): Promise<void> {
  page = await openPage({ principal });
  const resets = { session_resets_at: at(resetsIn), weekly_resets_at: at(90_000) };
  page.world.vendor.set("claude", "token", { session_pct: 92, weekly_pct: 10, ...resets });
  await page.world.accounts.connections.add(
    { ...dana, role: "operator" },
    {
      provider: "claude",
      nickname: null,
      credential: { kind: "token", token: "token" },
      owner: "workspace",
    },
  );
}
const cap = (session_pct: number | null, week_pct: number | null = null) =>
  page.world.app.fetch(
    new Request("http://localhost/api/account/claude-thresholds", {
      method: "PUT",
      body: JSON.stringify({ session_pct, week_pct }),
    }),
  );
const banner = () => screen.queryByRole("complementary", { name: "New work is paused" });
const press = async (name: string) => page.user.click(await screen.findByRole("button", { name }));

describe("PausedBanner", () => {
  beforeEach(() => open());

  it("comes when a cap is set below the use, and goes when it is raised", async () => {
    page.render(<PausedBanner />);
    await waitFor(() => expect(page.times("GET /account/usage")).toBe(1));
    await page.clock.turn(1);
    expect(banner()).toBeNull();
    await cap(90);
    await waitFor(() => expect(banner()).toBeVisible());
    expect(banner()).toHaveTextContent(
      "Paused at your 5-hour cap. Claude's 5-hour window is 92% used, and you pause new work at 90%. The window resets in 1 h 59 m · 14:00 UTC.",
    );
    const link = screen.getByRole("link", { name: "Change the cap" });
    expect(link).toHaveAttribute("href", "/settings");
    await cap(93);
    await waitFor(() => expect(banner()).toBeNull());
  });

  it("says until when of both caps: the later one is waited for as well", async () => {
    await cap(90, 10);
    page.render(<PausedBanner />);
    await waitFor(() => expect(banner()).toBeVisible());
    expect(banner()).toHaveTextContent(
      /^Paused at your 5-hour cap\. .* resets in 2 h · .* weekly window is 10% used, and you pause new work at 10%\. The window resets in 1 d 1 h · /,
    );
  });

  it("goes by itself at the reset", async () => {
    await open({ resetsIn: 60 });
    useFakeTimers();
    await cap(90);
    page.render(<PausedBanner />);
    await waitFor(() => expect(banner()).toBeVisible());
    await page.clock.turn(59);
    expect(banner()).toBeVisible();
    await page.clock.turn(5);
    await waitFor(() => expect(banner()).toBeNull());
  });

  it("lets one start pass, says until when and why, and takes it back when it was used", async () => {
    await cap(90);
    page.render(<PausedBanner />);
    await press("Continue once");
    const dialog = screen.getByRole("dialog");
    expect(dialog).toHaveTextContent("Let one start pass your caps?");
    await page.user.type(within(dialog).getByRole("textbox", { name: "Why" }), " the release ");
    await press("Let one pass");
    await waitFor(() =>
      expect(banner()).toHaveTextContent(/One start may pass until .*\(by you: the release\)/),
    );
    expect(screen.queryByRole("button", { name: "Continue once" })).toBeNull();
    const id = "acme/web";
    await page.world.records.addProject({ id, name: id, sample: false, created_at: at(0) });
    await startRun(page.world, { execution: "external" });
    expect(await screen.findByRole("button", { name: "Continue once" })).toBeVisible();
  });

  it("lets nothing pass when the question is cancelled, or without a word where none is given", async () => {
    await cap(90);
    page.render(<PausedBanner />);
    await press("Continue once");
    await press("Cancel");
    expect(page.times("POST /account/override")).toBe(0);
    await press("Continue once");
    await press("Let one pass");
    await waitFor(() =>
      expect(banner()).toHaveTextContent(/One start may pass until .*\(by you\)/),
    );
  });

  it("offers viewers no start", async () => {
    await open({ principal: { ...dana, role: "viewer" } });
    await page.world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    page.render(<PausedBanner />);
    await waitFor(() => expect(banner()).toBeVisible());
    await waitFor(() => expect(screen.queryByRole("button", { name: "Continue once" })).toBeNull());
  });
});
