import type { ScenarioName } from "../../mocks/scenarios.ts";
import type { Story } from "./story.tsx";

/** The ways in which an answer does not come, or is none. */
export const unwell = [
  "engine-unavailable",
  "everything-unknown",
  "offline",
  "off-contract",
  "html-error",
] as const satisfies readonly ScenarioName[];

/** The same component in each of these worlds, and before anything is known. */
export const inWorlds = <P>(
  props: P,
  names: readonly ScenarioName[],
  around: Omit<Story<P>, "props" | "scenario"> = {},
): Record<string, Story<P>> => ({
  ...Object.fromEntries(names.map((scenario) => [scenario, { ...around, props, scenario }])),
  loading: { ...around, props, latency: Number.POSITIVE_INFINITY },
});
