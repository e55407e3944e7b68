import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import type { RunQuota } from "../../contract/quota.ts";

import { at, openPage, type Page, renderUnderClock, useFakeTimers } from "../../renderPage.tsx";
import { RunQuotaCard, RunQuotaGauge } from "./RunQuotaCard.tsx";

const quota: RunQuota = {
  used: 10,
  max: 10,
  remaining: 0,
  window_seconds: 3600,
  next_slot_at: at(300),
  resets_at: at(3000),
};
const gauge = (given: Partial<RunQuota>) =>
  renderUnderClock(<RunQuotaGauge quota={{ ...quota, ...given }} observedAt={at(0)} />);
const meter = () => screen.getByRole("meter", { name: "Runs" });

describe("the runs gauge", () => {
  it("shows used, maximum, what is left, and the time until the window resets", () => {
    const { container } = gauge({ used: 7, remaining: 3, next_slot_at: null });
    expect(container).toHaveTextContent("7 of 10 runs used");
    expect(container).toHaveTextContent("3 runs left");
    expect(container).toHaveTextContent("Window resets in 50 m");
    expect(container).toHaveTextContent("A run leaves the window 1 hour after it started.");
    expect(container).not.toHaveTextContent("exhausted");
    expect(meter()).toHaveAttribute("aria-valuenow", "70");
  });

  it("says one run, not one runs", () => {
    expect(gauge({ used: 9, remaining: 1, next_slot_at: null }).container).toHaveTextContent(
      "1 run left",
    );
  });

  it.each([
    ["all used", {}],
    ["nothing left with fewer used", { used: 6 }],
    ["more used than a lowered maximum allows", { used: 14 }],
  ])("is full, and counts down to the next window: %s", async (_, given) => {
    const { clock } = gauge(given);
    expect(meter()).toHaveAttribute("aria-valuenow", "100");
    expect(meter()).toHaveAttribute("aria-valuetext", expect.stringContaining("Exhausted"));
    const copy = () => screen.getByText(/^Quota exhausted — /);
    expect(copy()).toHaveTextContent(/^Quota exhausted — next window opens in 5 m$/);
    await clock.turn(299);
    expect(copy()).toHaveTextContent(/^Quota exhausted — next window opens in 1 s$/);
    await clock.turn(1);
    expect(copy()).toHaveTextContent(/^Quota exhausted — next window opens now, checking$/);
    await clock.turn(600);
    expect(copy()).toHaveTextContent(/^Quota exhausted — next window opens now, checking$/);
  });

  it("counts to the reset where no slot is named, and owns up to knowing neither", () => {
    const { unmount } = gauge({ next_slot_at: null });
    expect(screen.getByText(/^Quota exhausted — next window opens in 50/)).toBeVisible();
    unmount();
    gauge({ next_slot_at: null, resets_at: null });
    expect(screen.getByText(/it is not known when the next window opens$/)).toBeVisible();
  });

  it("divides nothing by a maximum of zero", () => {
    const { container } = gauge({ used: 0, max: 0, next_slot_at: null, resets_at: null });
    expect(container).toHaveTextContent("0 of 0 runs used");
    expect(container).toHaveTextContent("Quota exhausted — the policy allows no runs");
    expect(container).toHaveTextContent("The window is empty.");
    expect(container).not.toHaveTextContent(/NaN|Infinity/);
    expect(meter()).toHaveAttribute("aria-valuenow", "100");
  });
});

describe("the runs card", () => {
  const open = async (runs: number): Promise<Page> => {
    const policy = { ...defaultPolicy, runs: { max: 2, window_seconds: 300, lease_seconds: 90 } };
    const page = await openPage({ policy });
    await page.world.records.addProject({
      id: "acme/web",
      name: "Acme web",
      sample: false,
      created_at: at(0),
    });
    for (let n = 0; n < runs; n++) await startRun(page.world);
    return page;
  };

  it("says where its numbers are from, and bears the answer's id", async () => {
    const page = await open(0);
    page.render(<RunQuotaCard />);
    expect(await screen.findByText("0 of 2 runs used")).toBeVisible();
    expect(await screen.findByText(/mock · memory/)).toHaveTextContent("mock · memory · just now");
    expect(screen.getByRole("button", { name: /Copy the answer's id/ })).toBeVisible();
  });

  it("moves when a run starts, as the live channel tells it", async () => {
    const page = await open(0);
    page.render(<RunQuotaCard />);
    await screen.findByText("0 of 2 runs used");
    await act(() => startRun(page.world));
    expect(await screen.findByText("1 of 2 runs used")).toBeVisible();
  });

  it("asks exactly once when the moment has come, and then has room", async () => {
    useFakeTimers();
    const page = await open(2);
    page.render(<RunQuotaCard />);
    await screen.findByText(/^Quota exhausted/);
    await page.clock.turn(299);
    expect(page.times("GET /quota/runs")).toBe(1);
    await page.clock.turn(1);
    expect(await screen.findByText("0 of 2 runs used")).toBeVisible();
    await page.clock.turn(3600);
    expect(page.times("GET /quota/runs")).toBe(2);
  });

  it("asks once even where the answer from after the moment still names it", async () => {
    useFakeTimers();
    const page = await open(2);
    let full = "";
    page.way = async (request, send) => {
      const answer = await send(request);
      if (!request.url.endsWith("/quota/runs")) return answer;
      full ||= await answer.text();
      return new Response(full, { headers: answer.headers });
    };
    page.render(<RunQuotaCard />);
    await screen.findByText(/next window opens in 5/);
    await page.clock.turn(300);
    await screen.findByText(/next window opens now, checking$/);
    await waitFor(() => expect(page.times("GET /quota/runs")).toBe(2));
    await page.clock.turn(60);
    expect(page.times("GET /quota/runs")).toBe(2);
  });

  it("reads unavailable where the counters do not answer, never 0 %", async () => {
    const page = await open(1);
    page.world.breakEngine("counters");
    page.render(<RunQuotaCard />);
    expect(await screen.findByText("Run quota unavailable")).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
    expect(screen.queryByText(/\d ?%|0 of/)).toBeNull();
  });

  it("keeps the last value where a refresh fails, and recovers", async () => {
    const page = await open(1);
    page.render(<RunQuotaCard />);
    await screen.findByText("1 of 2 runs used");
    const { way } = page;
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await act(() => startRun(page.world));
    expect(await screen.findByText("Could not be refreshed")).toBeVisible();
    expect(screen.getByText("1 of 2 runs used")).toBeVisible();
    page.way = way;
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("2 of 2 runs used")).toBeVisible();
    await waitFor(() => expect(screen.queryByText("Could not be refreshed")).toBeNull());
  });

  it("asks again by itself while it fails", async () => {
    useFakeTimers();
    const page = await open(0);
    const { way } = page;
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    page.render(<RunQuotaCard />);
    await screen.findByText("Run quota unavailable");
    page.way = way;
    await page.clock.turn(10);
    expect(await screen.findByText("0 of 2 runs used")).toBeVisible();
  });

  it("polls while the live channel is down", async () => {
    useFakeTimers();
    const page = await open(0);
    await page.live.close();
    page.render(<RunQuotaCard />);
    await screen.findByText("0 of 2 runs used");
    await page.clock.turn(30);
    expect(page.times("GET /quota/runs")).toBe(4);
    await page.live.open();
    const asked = page.times("GET /quota/runs");
    await page.clock.turn(60);
    expect(page.times("GET /quota/runs")).toBe(asked);
  });
});
