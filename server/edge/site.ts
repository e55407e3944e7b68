import { randomUUID } from "node:crypto";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { secureHeaders } from "hono/secure-headers";
import { CORRELATION_ID_HEADER } from "../../src/contract/api.ts";
import { isAppPath } from "../../src/contract/paths.ts";
import type { App } from "../app.ts";
import { faultProblem } from "../routes/problem.ts";
import { whyForeign } from "./guard.ts";

/** Built files bear a hash of their content in their names. */
const HASHED_PATH = /^\/assets\//;

/** What the build keeps for itself, such as Vite's manifest. */
const DOTFILE = /\/\./;

const A_YEAR = "public, max-age=31536000, immutable";

/** Where the page may connect to: this server, and another backend if it was built for one. */
const connectSrc = (apiBase: string | undefined) => {
  if (!apiBase) return ["'self'"];
  const { origin, protocol, host } = new URL(apiBase);
  return ["'self'", origin, `${protocol === "https:" ? "wss" : "ws"}://${host}`];
};

/** What the port answers: the application, the page's files, and nothing to strangers. */
export function createSite(app: Pick<App, "fetch">, clientFolder: string, apiBase?: string): Hono {
  const site = new Hono();
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: connectSrc(apiBase),
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
      referrerPolicy: "no-referrer",
      xFrameOptions: "DENY",
      // Plain HTTP on loopback: there is nothing to upgrade to.
      strictTransportSecurity: false,
    }),
  );
  site.use(async ({ req }, next) => {
    const foreign = whyForeign((name) => req.header(name));
    if (foreign === null) return next();
    const id = randomUUID();
    const problem = faultProblem("forbidden", foreign, id);
    problem.headers.set(CORRELATION_ID_HEADER, id);
    return problem;
  });
  site.use(compress());
  site.use(async ({ req }, next) => (isAppPath(req.path) ? app.fetch(req.raw) : next()));
  site.use(async (context, next) => {
    await next();
    if (!context.res.ok || context.res.headers.has("Cache-Control")) return;
    context.header("Cache-Control", HASHED_PATH.test(context.req.path) ? A_YEAR : "no-cache");
  });
  site.use(
    serveStatic({
      root: clientFolder,
      precompressed: true,
      rewriteRequestPath: (path) => (DOTFILE.test(path) ? "/404" : path),
    }),
  );
  // The page's own routes: any other path that does not name a file.
  site.get("*", async (context, next) => {
    if (/\.\w+$/.test(context.req.path) && !context.req.header("accept")?.includes("text/html")) {
      return next();
    }
    context.header("Cache-Control", "no-cache");
    return serveStatic({ root: clientFolder, path: "index.html", precompressed: true })(
      context,
      next,
    );
  });
  return site;
}
