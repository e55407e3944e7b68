import { isScenarioName, type ScenarioName } from "../../mocks/scenarios.ts";

/** How a story is looked at. All of it is in the address, so that a link shows the same. */
export interface Settings {
  theme: "system" | "light" | "dark";
  /** Pixels; null is as wide as there is room. */
  width: number | null;
  /** Percent of the usual size. */
  text: number;
  /** Milliseconds before each answer; null is the story's own. */
  latency: number | null;
  role: "viewer" | "member" | "operator";
  /** The moment at which it is looked at; "live" lets time pass. */
  clock: string;
  /** Another world than the story's own. */
  scenario: ScenarioName | null;
  direction: "ltr" | "rtl";
}

/** A Tuesday morning. Stories are written for this moment. */
export const NOON = "2026-03-10T10:00:00.000Z";

export const defaults: Settings = {
  theme: "system",
  width: null,
  text: 100,
  latency: null,
  role: "operator",
  clock: NOON,
  scenario: null,
  direction: "ltr",
};

/** What an address says; what it does not say, or says wrongly, is the default. */
export function readSettings(query: URLSearchParams): Settings {
  const oneOf = <T extends string>(name: string, allowed: readonly T[], fallback: T): T =>
    allowed.find((value) => value === query.get(name)) ?? fallback;
  const number = (name: string, fallback: number | null) => {
    const given = query.get(name);
    return given === null || given === "" || !(Number(given) >= 0) ? fallback : Number(given);
  };
  const scenario = query.get("scenario");
  const clock = query.get("clock") ?? defaults.clock;
  return {
    theme: oneOf("theme", ["system", "light", "dark"], defaults.theme),
    width: number("width", defaults.width),
    text: number("text", defaults.text) ?? defaults.text,
    latency: number("latency", defaults.latency),
    role: oneOf("role", ["viewer", "member", "operator"], defaults.role),
    clock: clock === "live" || !Number.isNaN(Date.parse(clock)) ? clock : defaults.clock,
    scenario: isScenarioName(scenario) ? scenario : null,
    direction: oneOf("direction", ["ltr", "rtl"], defaults.direction),
  };
}

/** Only what differs from the defaults, so that addresses stay short. */
export function writeSettings(settings: Settings): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(settings)) {
    if (value !== defaults[name as keyof Settings]) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : "";
}
