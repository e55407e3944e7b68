import { createRoot } from "react-dom/client";
import { BrowserRouter, HashRouter } from "react-router";
import { currentRoute, framedStory } from "./address.ts";
import { Gallery } from "./Gallery.tsx";
import { readSettings } from "./settings.ts";
import { Stage } from "./Stage.tsx";

/** Opens the gallery, or one story by itself, if that is what the address asks for. */
export function openGallery(element: HTMLElement): boolean {
  if (!/^\/gallery(?:\/|$)/.test(currentRoute().pathname)) return false;
  const root = createRoot(element);
  const Router =
    location.hash.startsWith("#/") || import.meta.env.PROD ? HashRouter : BrowserRouter;
  const draw = () => {
    const route = currentRoute();
    const framed = framedStory(route);
    root.render(
      framed ? (
        // A world of its own for each address, as after a reload.
        <Stage key={route.href} {...framed} settings={readSettings(route.searchParams)} />
      ) : (
        <Router>
          <Gallery />
        </Router>
      ),
    );
  };
  draw();
  // An edited hash loads no page anew.
  addEventListener("hashchange", draw);
  return true;
}
