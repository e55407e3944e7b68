import { addRoute, matchPrecache, precache } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { NetworkOnly } from "workbox-strategies";
import { isAppPath } from "./contract/paths.ts";

/** The files of the build as `scripts/build.mjs` lists them; a null revision is in the name. */
declare const SHELL_FILES: { url: string; revision: string | null }[];

/** A server that takes longer to hand out the page is taken for gone. */
const PATIENCE_SECONDS = 3;

const orElseTheShell = new NetworkOnly({
  networkTimeoutSeconds: PATIENCE_SECONDS,
  plugins: [
    {
      fetchDidSucceed: async ({ response }) => {
        // A proxy's words for a server that is gone.
        if (response.status >= 502 && response.status <= 504) throw new Error("No server.");
        return response;
      },
      handlerDidError: () => matchPrecache("/index.html"),
    },
  ],
});

/*
 * Keeps the page at hand for when its server is not there: a reload then still shows what was last
 * seen, from the page's own cache. While the server is there the page is always the server's, and
 * what the API answers is never kept here.
 */
precache(SHELL_FILES);
registerRoute(
  ({ request, url }) => request.mode === "navigate" && !isAppPath(url.pathname),
  orElseTheShell,
);
// After the navigations: that the page is at hand is no reason not to ask for it.
addRoute();
