import { createRoot } from "react-dom/client";
import { BrowserRouter, HashRouter } from "react-router";
import { currentRoute, framedStory } from "./address.ts";
import { Gallery } from "./Gallery.tsx";
import { readSettings } from "./settings.ts";
import { Stage } from "./Stage.tsx";

/** Opens the gallery, or one story by itself, if that is what the address asks for. */
export function openGallery(element: HTMLElement): boolean {
  const route = currentRoute();
  if (!/^\/gallery(?:\/|$)/.test(route.pathname)) return false;
  const root = createRoot(element);
  const framed = framedStory(route);
  if (framed) {
    root.render(<Stage {...framed} settings={readSettings(route.searchParams)} />);
    return true;
  }
  const Router =
    location.hash.startsWith("#/") || import.meta.env.PROD ? HashRouter : BrowserRouter;
  root.render(
    <Router>
      <Gallery />
    </Router>,
  );
  return true;
}
