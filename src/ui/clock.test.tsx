import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { at, createHandClock, renderUnderClock, T0 } from "../renderPage.tsx";
import { Age } from "./Age.tsx";
import { useClockText } from "./ClockContext.tsx";
import { Countdown } from "./Countdown.tsx";
import { EnvProvenance } from "./EnvProvenance.tsx";

const time = () => screen.getByRole("time");

describe("Countdown", () => {
  it("says the time left and the moment, and turns with the clock", async () => {
    const { clock } = renderUnderClock(<Countdown until={at(8040)} />);
    expect(time()).toHaveTextContent(/^in 2 h 14 m · .*\d\d:\d\d/);
    expect(time()).toHaveAttribute("dateTime", at(8040));
    await clock.turn(8040 - 61);
    expect(time()).toHaveTextContent(/^in 1 m 1 s · /);
  });

  it("never counts below zero: what has passed is being checked", async () => {
    const { clock } = renderUnderClock(<Countdown until={at(1)} />);
    await clock.turn(0.999);
    expect(time()).toHaveTextContent(/^in 1 s · /);
    await clock.turn(0.001);
    expect(time().textContent).toBe("now, checking");
    await clock.turn(3600);
    expect(time().textContent).toBe("now, checking");
  });
});

describe("Age", () => {
  it("says how long ago, and when in its title", async () => {
    const { clock } = renderUnderClock(<Age at={at(-4)} />);
    expect(time()).toHaveTextContent("just now");
    await clock.turn(240);
    expect(time()).toHaveTextContent("4 m 4 s ago");
    expect(time().title).toMatch(/\d\d:\d\d/);
  });
});

describe("useClockText", () => {
  it("renders again only what reads differently", async () => {
    const rendered: string[] = [];
    const Minutes = () => {
      const text = useClockText((now) => `${Math.floor((now - T0) / 60_000)} min`);
      rendered.push(text);
      return text;
    };
    const { clock } = renderUnderClock(<Minutes />);
    for (let second = 0; second < 59; second++) await clock.turn(1);
    expect(rendered).toEqual(["0 min"]);
    await clock.turn(1);
    expect(rendered).toEqual(["0 min", "1 min"]);
  });

  it("no longer listens once it is gone", () => {
    const clock = createHandClock();
    const { unmount } = renderUnderClock(<Countdown until={at(60)} />, clock);
    expect(clock.listeners.size).toBe(1);
    unmount();
    expect(clock.listeners.size).toBe(0);
  });
});

describe("EnvProvenance", () => {
  it.each([
    ["both known", "staging", "PGlite", "staging · PGlite · just now"],
    ["no engine", "staging", undefined, "staging · just now"],
    ["no environment", undefined, "PGlite", "PGlite · just now"],
    ["neither", undefined, undefined, "just now"],
  ])("says where a value is from and how old it is: %s", (_, environment, engine, text) => {
    const { container } = renderUnderClock(
      <EnvProvenance environment={environment} engine={engine} observedAt={at(0)} />,
    );
    expect(container.textContent).toBe(text);
  });
});
