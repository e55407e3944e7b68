import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Limit } from "../contract/limit.ts";
import { at, renderUnderClock } from "../renderPage.tsx";
import { Gauge } from "./Gauge.tsx";

const limit: Limit = {
  id: "runs",
  label: "Runs",
  kind: "window",
  scope: "account",
  unit: "runs",
  used: 7,
  max: 10,
  remaining: 3,
  used_pct: 70,
  cap: "limited",
  window_kind: "sliding",
  window_seconds: 3600,
  resets_at: at(1800),
  reset_trust: "authoritative",
  expires_at: null,
  gates: true,
  enabled: null,
  depleted: false,
  observed_at: at(0),
};
const share = (used_pct: number, more: Partial<Limit> = {}): Limit => ({
  ...limit,
  unit: "percent",
  used: null,
  max: null,
  remaining: null,
  depleted: null,
  used_pct,
  ...more,
});

const meter = () => screen.getByRole("meter", { name: "Runs" });
const bar = () => meter().querySelector<HTMLElement>(".gauge-fill")?.style.width;

describe("Gauge", () => {
  it.each([
    ["room", limit, "70", "70%", "7 of 10 runs used", "OK"],
    [
      "nothing used",
      { ...limit, used: 0, remaining: 10, used_pct: 0 },
      "0",
      "0%",
      "0 of 10 runs used",
      "OK",
    ],
    ["a share alone", share(79.96), "80", "79.96%", "80% used", "OK"],
    ["80 %", share(80), "80", "80%", "80% used", "Approaching"],
    ["95 %", share(95), "95", "95%", "95% used", "Critical"],
    ["almost all", share(99.6), "99.6", "99.6%", "99% used", "Critical"],
    [
      "all",
      { ...limit, used: 10, remaining: 0, used_pct: 100, depleted: true },
      "100",
      "100%",
      "10 of 10 runs used",
      "Exhausted",
    ],
    [
      "nothing left with fewer used",
      { ...limit, remaining: 0, depleted: true },
      "100",
      "100%",
      "7 of 10 runs used",
      "Exhausted",
    ],
  ])("is a meter, with words and level beside it: %s", (_, given, now, width, words, level) => {
    renderUnderClock(<Gauge limit={given} />);
    expect(meter()).toHaveAttribute("aria-valuenow", now);
    expect(meter()).toHaveAttribute("aria-valuemin", "0");
    expect(meter()).toHaveAttribute("aria-valuemax", "100");
    expect(meter()).toHaveAttribute("aria-valuetext", `${words}. ${level}.`);
    expect(bar()).toBe(width);
    expect(screen.getByText(words)).toBeVisible();
    expect(screen.getByText(level)).toBeVisible();
  });

  it.each([
    ["more than all", share(133), "133% used", "100%"],
    ["less than nothing", share(-5), "-5% used", "0%"],
  ])("clamps in the bar only: %s", (_, given, words, width) => {
    renderUnderClock(<Gauge limit={given} />);
    expect(screen.getByText(words)).toBeVisible();
    expect(bar()).toBe(width);
  });

  it.each([
    ["unknown", { ...limit, used: null, max: null, remaining: null, used_pct: null }],
    ["unlimited", { ...limit, cap: "unlimited" as const }],
  ])("is no meter, and no number either, where the limit is %s", (level, given) => {
    const { container } = renderUnderClock(<Gauge limit={given} />);
    expect(screen.queryByRole("meter")).toBeNull();
    expect(screen.getAllByText(new RegExp(`^${level}$`, "i"))).toHaveLength(2);
    expect(container).not.toHaveTextContent(/\d/);
  });

  it("says that a reset is due, and draws no bar from what was before", async () => {
    const full = { ...limit, used: 10, remaining: 0, used_pct: 100, depleted: true };
    const { clock } = renderUnderClock(<Gauge limit={full} staleAfterSeconds={9999} />);
    await clock.turn(1799);
    expect(meter()).toBeVisible();
    await clock.turn(1);
    expect(screen.queryByRole("meter")).toBeNull();
    expect(screen.getByText("Reset due, checking")).toBeVisible();
    expect(screen.getByText("Unknown")).toBeVisible();
  });

  it("says how old a value is once it is stale", async () => {
    const { clock } = renderUnderClock(<Gauge limit={limit} />);
    await clock.turn(120);
    expect(screen.queryByText(/As of/)).toBeNull();
    await clock.turn(1);
    expect(screen.getByText(/As of/)).toHaveTextContent("As of 2 m 1 s ago");
    expect(meter()).toHaveAttribute("aria-valuenow", "70");
  });

  it("announces a change of level, and nothing else", () => {
    const { rerender } = renderUnderClock(<Gauge limit={limit} />);
    const said = screen.getByRole("status");
    expect(said).toBeEmptyDOMElement();
    rerender(<Gauge limit={{ ...limit, used: 7.5, remaining: 2.5, used_pct: 75 }} />);
    expect(said).toBeEmptyDOMElement();
    rerender(<Gauge limit={{ ...limit, used: 9, remaining: 1, used_pct: 90 }} />);
    expect(said).toHaveTextContent(/^Runs: Approaching$/);
    rerender(<Gauge limit={limit} />);
    expect(said).toHaveTextContent(/^Runs: OK$/);
  });
});
