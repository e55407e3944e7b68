import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import {
  API_PREFIX,
  type Api,
  api,
  CORRELATION_ID_HEADER,
  endpoints,
  IDEMPOTENCY_KEY_HEADER,
  SERVER_TIME_HEADER,
} from "../src/contract/api.ts";
import type { Area, Endpoint } from "../src/contract/endpoint.ts";
import { toInstant } from "../src/contract/instant.ts";
import type { Meta } from "../src/contract/meta.ts";
import type { Accounts } from "./accounts/accounts.ts";
import type { Admission } from "./admission/admission.ts";
import type { AdmissionDependencies } from "./admission/dependencies.ts";
import type { Principal } from "./admission/principal.ts";
import { RequestFault } from "./admission/requestFault.ts";
import type { SampleWorkspace } from "./admission/sampleWorkspace.ts";
import type { Places } from "./providers/places.ts";
import type { Provider } from "./providers/provider.ts";
import { activityRoutes } from "./routes/activityRoutes.ts";
import { decisionRoutes } from "./routes/decisionRoutes.ts";
import { errorsRoutes } from "./routes/errorsRoutes.ts";
import type { Handlers } from "./routes/handler.ts";
import { jobsRoutes } from "./routes/jobsRoutes.ts";
import { liveRoute } from "./routes/liveRoute.ts";
import { metaRoutes } from "./routes/metaRoutes.ts";
import { openapi } from "./routes/openapi.ts";
import { parseInput } from "./routes/parseInput.ts";
import { permit } from "./routes/permit.ts";
import { faultProblem, problemOf, problemResponse } from "./routes/problem.ts";
import { projectsRoutes } from "./routes/projectsRoutes.ts";
import { providersRoutes } from "./routes/providersRoutes.ts";
import { quotaRoutes } from "./routes/quotaRoutes.ts";
import { runsRoutes } from "./routes/runsRoutes.ts";
import { schedulesRoutes } from "./routes/schedulesRoutes.ts";
import { sessionsRoutes } from "./routes/sessionsRoutes.ts";
import { thresholdsRoutes } from "./routes/thresholdsRoutes.ts";

z.config(en());

export interface AppDependencies extends AdmissionDependencies {
  admission: Admission;
  accounts: Accounts;
  providers: readonly Provider[];
  places: Places;
  sample: SampleWorkspace;
  about: Pick<Meta, "version" | "environment" | "engines">;
  /** Who is asking; null if nobody is signed in. */
  authenticate: (request: Request) => Promise<Principal | null>;
}

/** One end of a live channel, whichever socket carries it. */
export interface LiveConnection {
  send: (text: string) => void;
  /** Text as it came; what is not text is nothing to us. */
  onMessage: (listener: (text: string) => void) => void;
  onClose: (listener: () => void) => void;
}

export interface App {
  fetch: (request: Request) => Promise<Response>;
  /** Tells a connection what changes for its principal and takes what is said, until it closes. */
  live: (connection: LiveConnection, principal: Principal) => void;
}

interface Variables {
  Variables: { correlationId: string };
}

const BODY_LIMIT_BYTES = 256 * 1024;
const CORRELATION_ID = /^[\w.-]{1,64}$/;

/** The whole application, fetch-standard. It starts no timers and knows no Node API. */
export function createApp(deps: AppDependencies): App {
  const { log, now, newId, authenticate } = deps;
  const app = new Hono<Variables>();

  app.use(async (context, next) => {
    const started = now();
    const given = context.req.header(CORRELATION_ID_HEADER);
    const correlationId = given && CORRELATION_ID.test(given) ? given : newId();
    context.set("correlationId", correlationId);
    await next();
    context.header(CORRELATION_ID_HEADER, correlationId);
    context.header(SERVER_TIME_HEADER, toInstant(now()));
    context.header("Cache-Control", "no-store");
    const { method, path } = context.req;
    const { status } = context.res;
    log.debug({ correlationId, method, path, status, ms: now() - started }, "answered");
  });
  app.use(
    bodyLimit({
      maxSize: BODY_LIMIT_BYTES,
      onError: () => {
        const limit = `The body may have ${BODY_LIMIT_BYTES / 1024} KiB.`;
        throw new RequestFault("payload_too_large", limit);
      },
    }),
  );

  const handlers: { readonly [A in keyof Api]: Handlers<Api[A]> } = {
    meta: metaRoutes(deps),
    decision: decisionRoutes(deps),
    quota: quotaRoutes(deps),
    projects: projectsRoutes(deps),
    runs: runsRoutes(deps),
    schedules: schedulesRoutes(deps),
    errors: errorsRoutes(deps),
    sessions: sessionsRoutes(deps),
    providers: providersRoutes(deps),
    jobs: jobsRoutes(deps),
    activity: activityRoutes(deps),
    thresholds: thresholdsRoutes(deps),
  };
  for (const area of Object.keys(api) as (keyof Api)[]) {
    for (const [name, endpoint] of Object.entries<Endpoint>(api[area])) {
      const handle = (handlers[area] as unknown as Handlers<Area>)[name];
      app.on(endpoint.method, API_PREFIX + endpoint.path, async ({ req }) => {
        const principal = await authenticate(req.raw);
        permit(principal, endpoint.role);
        const input = await parseInput(endpoint, {
          params: req.param(),
          query: req.queries(),
          idempotencyKey: req.header(IDEMPOTENCY_KEY_HEADER),
          readBody: () => req.text(),
        });
        const answer = await handle?.({ ...input, principal } as never);
        return Response.json(answer?.body, { status: answer?.status ?? 500 });
      });
    }
  }

  app.get("/healthz", ({ json }) => json({ status: "ok" }));
  app.get("/readyz", async ({ json }) => {
    await Promise.all([deps.records.ping(), deps.counters.ping()]);
    return json({ status: "ready" });
  });
  app.get("/openapi.json", ({ json }) => json(openapi(deps.about.version)));

  app.notFound((context) => {
    const { path } = context.req;
    const methods = methodsOf(path);
    const id = context.get("correlationId");
    if (methods.length === 0) return faultProblem("not_found", `There is nothing at ${path}.`, id);
    const allow = methods.join(", ");
    const problem = faultProblem("method_not_allowed", `${path} takes ${allow}.`, id);
    problem.headers.set("Allow", allow);
    return problem;
  });
  app.onError((error, context) =>
    problemResponse(problemOf(error, context.get("correlationId"), deps), now()),
  );

  return {
    fetch: async (request) => app.fetch(request),
    live: liveRoute(deps),
  };
}

/** The methods that a path takes, by the table. */
function methodsOf(path: string): string[] {
  return endpoints
    .filter((endpoint) => {
      const pattern = (API_PREFIX + endpoint.path).replace(/:\w+/g, "[^/]+");
      return new RegExp(`^${pattern}$`).test(path);
    })
    .map(({ method }) => method);
}
