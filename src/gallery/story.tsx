import type { ComponentType, ReactNode } from "react";
import type { ScenarioName } from "../../mocks/scenarios.ts";

/** One state of a component: what it is given, and the world around it. */
export interface Story<P> {
  props: P;
  /** The world that its questions are answered by; a quiet one if left out. */
  scenario?: ScenarioName;
  /** Where the page is: what a route's parameters are read from. */
  path?: string;
  /** Answers come so many milliseconds late; infinity is never. */
  latency?: number;
  /** What to look for. */
  note?: string;
}

/** A component with all its states, ready to be drawn. */
export interface Stories {
  name: string;
  states: Readonly<Record<string, Omit<Story<unknown>, "props"> & { draw: () => ReactNode }>>;
}

/** The stories of a component, typed by its props. `name` is the component's export. */
export function storiesOf<P extends object>(
  name: string,
  component: ComponentType<P>,
  states: Readonly<Record<string, Story<P>>>,
): Stories {
  const Component = component;
  return {
    name,
    states: Object.fromEntries(
      Object.entries(states).map(([state, { props, ...around }]) => [
        state,
        { ...around, draw: () => <Component {...props} /> },
      ]),
    ),
  };
}
