import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../../server/admission/principal.ts";
import { at, openPage, type Page } from "../../renderPage.tsx";
import { ThresholdCard } from "./ThresholdCard.tsx";

const SESSION = "Session cap (5-hour window)";
const WEEK = "Weekly cap (7-day window)";
const dana: Principal = { id: "dana", name: "Dana", role: "member" };

let page: Page;

async function open(caps: [number | null, number | null], principal = dana): Promise<void> {
  page = await openPage({ principal });
  const [session_pct, week_pct] = caps;
  await page.world.records.writeThresholds("dana", { session_pct, week_pct });
}
async function addAccount(session_pct: number, weekly_pct = 40): Promise<void> {
  const token = `${session_pct}`;
  const resets = { session_resets_at: at(7200), weekly_resets_at: at(90_000) };
  page.world.vendor.set("claude", token, { session_pct, weekly_pct, ...resets });
  await page.world.accounts.connections.add(
    { ...dana, role: "operator" },
    {
      provider: "claude",
      nickname: null,
      credential: { kind: "token", token },
      owner: "workspace",
    },
  );
}
const saved = () => page.world.records.readThresholds("dana");
const toggle = (name: string) => screen.findByRole("switch", { name });
const slider = (name: string) => screen.queryByRole("slider", { name: `${name}, slider` });
const field = (name: string) => screen.queryByRole("spinbutton", { name: `${name}, percent` });
const button = (name: string) => screen.findByRole("button", { name });
const type = async (name: string, text: string) => {
  const input = await screen.findByRole("spinbutton", { name: `${name}, percent` });
  await page.user.clear(input);
  if (text !== "") await page.user.type(input, text);
};

describe("ThresholdCard", () => {
  beforeEach(() => open([null, null]));

  it("is off until something is saved, and suggests 90", async () => {
    await addAccount(82);
    page.render(<ThresholdCard />);
    expect(await toggle(SESSION)).not.toBeChecked();
    expect(field(SESSION)).toBeNull();
    expect(await button("Save")).toHaveAccessibleDescription("Nothing has changed.");
    await page.user.click(await toggle(SESSION));
    expect(field(SESSION)).toHaveValue(90);
    expect(slider(SESSION)).toHaveValue("90");
    expect(screen.getByText("Not saved yet.")).toBeVisible();
    expect(await saved()).toEqual({ session_pct: null, week_pct: null });
    await page.user.click(await button("Save"));
    await button("Saved");
    expect(await saved()).toEqual({ session_pct: 90, week_pct: null });
    expect(await toggle(WEEK)).not.toBeChecked();
    expect(screen.queryByText("Not saved yet.")).toBeNull();
  });

  it("says what is used now, or that it is not known", async () => {
    await addAccount(82);
    page.render(<ThresholdCard />);
    expect(await toggle(SESSION)).toHaveAccessibleDescription("Off · now 82%");
    await page.user.click(await toggle(SESSION));
    expect(slider(SESSION)).toHaveAccessibleDescription("now 82%");
    // A reset brings a share that nobody has told yet.
    await page.clock.turn(7200);
    expect(slider(SESSION)).toHaveAccessibleDescription(/^Use now: unknown/);
    expect(await toggle(WEEK)).toHaveAccessibleDescription("Off · now 40%");
  });

  it("reads as under a cap that is not reached, and would be if it were rounded", async () => {
    await addAccount(89.6);
    page.render(<ThresholdCard />);
    expect(await toggle(SESSION)).toHaveAccessibleDescription("Off · now 90%");
    await page.user.click(await toggle(SESSION));
    expect(slider(SESSION)).toHaveAccessibleDescription("now just under 90%");
    await type(SESSION, "89");
    expect(slider(SESSION)).toHaveAccessibleDescription("now 90%");
  });

  it("has nothing to hold without an account, and says so", async () => {
    page.render(<ThresholdCard />);
    expect(await toggle(SESSION)).toHaveAccessibleDescription(/No Claude account is known/);
  });

  it("tells the use of the account with the most room", async () => {
    await addAccount(82);
    await addAccount(31);
    page.render(<ThresholdCard />);
    expect(await toggle(SESSION)).toHaveAccessibleDescription(
      "Off · now 31% on the account with the most room, of 2",
    );
  });

  it.each([
    ["81", "Saving this pauses new work now, until 14:00 UTC."],
    ["82", "Saving this pauses new work now, until 14:00 UTC."],
    ["83", null],
  ])("previews what %s does at 82 used, and does it", async (cap, words) => {
    await addAccount(82);
    page.render(<ThresholdCard />);
    await page.user.click(await toggle(SESSION));
    await type(SESSION, cap);
    expect(screen.queryByText(/^Saving this/)?.textContent ?? null).toBe(words);
    await page.user.click(await button("Save"));
    await button("Saved");
    const usage = await page.world.app.fetch(new Request("http://localhost/api/account/usage"));
    expect(await usage.json()).toMatchObject({ paused: words !== null });
    expect(screen.queryByText(/^Saving this/)).toBeNull();
  });

  it.each(["", "0", "101", "89.5"])(
    "takes no %j: it says so at the field, sends nothing",
    async (text) => {
      page.render(<ThresholdCard />);
      await page.user.click(await toggle(WEEK));
      await type(WEEK, text);
      await page.user.click(await button("Save"));
      expect(field(WEEK)).toBeInvalid();
      expect(field(WEEK)).toHaveAccessibleDescription("Enter a whole number from 1 to 100.");
      expect(page.times("PUT /account/claude-thresholds")).toBe(0);
      await type(WEEK, "89");
      expect(field(WEEK)).toBeValid();
    },
  );

  it("says what the server has against a field", async () => {
    page.render(<ThresholdCard />);
    await page.user.click(await toggle(WEEK));
    page.way = async (request, send) =>
      send(
        request.method === "PUT"
          ? new Request(request.url, { method: "PUT", body: '{"session_pct":null,"week_pct":200}' })
          : request,
      );
    await page.user.click(await button("Save"));
    await waitFor(() => expect(field(WEEK)).toBeInvalid());
    expect(screen.queryByText("The caps were not saved")).toBeNull();
  });

  it("keeps what was typed where saving fails, and can try again", async () => {
    page.render(<ThresholdCard />);
    await page.user.click(await toggle(SESSION));
    page.world.breakEngine("records");
    await page.user.click(await button("Save"));
    expect(await screen.findByRole("alert")).toHaveTextContent(/^The caps were not saved/);
    expect(field(SESSION)).toHaveValue(90);
    page.world.mendEngine("records");
    await page.user.click(await button("Try again"));
    await button("Saved");
    expect(await saved()).toEqual({ session_pct: 90, week_pct: null });
  });
});

describe("ThresholdCard, with caps that are saved", () => {
  beforeEach(() => open([30, 60]));

  it("shows a cap that the slider does not reach, without a wrong thumb", async () => {
    page.render(<ThresholdCard />);
    await toggle(SESSION);
    expect(field(SESSION)).toHaveValue(30);
    expect(slider(SESSION)).toHaveAttribute("aria-valuetext", "30%: outside the slider");
    expect(slider(SESSION)?.className).toContain("slider-thumb]:invisible");
    expect(slider(WEEK)).toHaveAttribute("aria-valuetext", "60%");
    expect(slider(WEEK)?.className).not.toContain("invisible");
    await page.user.click(await toggle(WEEK));
    await page.user.click(await button("Save"));
    await button("Saved");
    expect(await saved()).toEqual({ session_pct: 30, week_pct: null });
  });

  it("says that saving frees what waits", async () => {
    await addAccount(40, 10);
    page.render(<ThresholdCard />);
    await page.user.click(await toggle(SESSION));
    expect(screen.getByText("Saving this frees new work now.")).toBeVisible();
    // The saved number comes back with the switch.
    await page.user.click(await toggle(SESSION));
    expect(field(SESSION)).toHaveValue(30);
    expect(screen.queryByText("Saving this frees new work now.")).toBeNull();
  });

  it("sees what another tab saves, and keeps what is not saved here", async () => {
    const { unmount } = page.render(<ThresholdCard />);
    await toggle(SESSION);
    await type(SESSION, "75");
    await page.world.app.fetch(
      new Request("http://localhost/api/account/claude-thresholds", {
        method: "PUT",
        body: JSON.stringify({ session_pct: 31, week_pct: 61 }),
      }),
    );
    await waitFor(() => expect(field(WEEK)).toHaveValue(61));
    expect(field(SESSION)).toHaveValue(75);
    unmount();
    page.render(<ThresholdCard />);
    await toggle(SESSION);
    expect(field(SESSION)).toHaveValue(75);
    await page.user.click(await button("Discard"));
    expect(field(SESSION)).toHaveValue(31);
  });

  it("lets viewers read", async () => {
    page = await openPage({ principal: { ...dana, role: "viewer" } });
    await page.world.records.writeThresholds("dana", { session_pct: 80, week_pct: null });
    page.render(<ThresholdCard />);
    await page.user.click(await toggle(SESSION));
    await waitFor(async () =>
      expect(await button("Save")).toHaveAccessibleDescription(/Viewers only read/),
    );
    const form = within(screen.getByRole("region", { name: "Claude caps" }));
    await page.user.click(form.getByRole("button", { name: "Save" }));
    expect(page.times("PUT /account/claude-thresholds")).toBe(0);
  });
});
