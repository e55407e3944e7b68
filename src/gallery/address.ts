import { type Settings, writeSettings } from "./settings.ts";

/**
 * A static site has no server that answers every path with its one page, so there the route stands
 * behind a hash.
 */
const HASHED = import.meta.env.MODE === "gallery" && import.meta.env.PROD;

/** The route and query that this page was opened with: "/gallery/Gauge/ok?theme=dark". */
export function currentRoute(): URL {
  const route = HASHED ? location.hash.slice(1) || "/gallery" : location.pathname + location.search;
  return new URL(route, location.origin);
}

export const hrefOf = (route: string): string => (HASHED ? `#${route}` : route);

const path = (room: string, component: string, state: string, settings: Settings) =>
  `${room}/${encodeURIComponent(component)}/${encodeURIComponent(state)}${writeSettings(settings)}`;

/** A story with the controls around it. */
export const storyRoute = (component: string, state: string, settings: Settings): string =>
  path("/gallery", component, state, settings);

/** A story by itself. */
export const frameRoute = (component: string, state: string, settings: Settings): string =>
  path("/gallery/frame", component, state, settings);

const FRAME = /^\/gallery\/frame\/([^/]+)\/([^/]+)$/;

/** Which story is to stand alone in this page; null if it is the gallery itself. */
export function framedStory({ pathname }: URL): { component: string; state: string } | null {
  const [, component, state] = FRAME.exec(pathname) ?? [];
  if (component === undefined || state === undefined) return null;
  return { component: decodeURIComponent(component), state: decodeURIComponent(state) };
}
