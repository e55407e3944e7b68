import type { Api } from "../../src/contract/api.ts";
import { isWaiting } from "../../src/domain/isWaiting.ts";
import { presentRun } from "../admission/presentRuns.ts";
import type { AppDependencies } from "../app.ts";
import { detailOfRun, pageOfRuns } from "./findRuns.ts";
import type { Handlers } from "./handler.ts";
import { Refused } from "./refused.ts";

export const runsRoutes = (deps: AppDependencies): Handlers<Api["runs"]> => {
  const {
    admission: { admit, lifecycle, parking },
  } = deps;
  return {
    submit: async ({ principal, body, idempotencyKey }) => {
      const { project_id, source, execution, message, provider, model, on_refusal } = body;
      const work = {
        kind: "task" as const,
        project_id,
        source,
        execution,
        name: null,
        message: message ?? null,
        provider: provider ?? null,
        model: model ?? null,
        ...(body.allow_overage && { allow_overage: true }),
      };
      const admitted = await admit({ principal, work, idempotencyKey, onRefusal: on_refusal });
      if (admitted.outcome === "refused") throw new Refused(admitted.decision);
      const run = await presentRun(deps, admitted.run);
      return { status: isWaiting(run) ? 202 : 201, body: run };
    },

    list: async ({ principal, query }) => ({
      status: 200,
      body: await pageOfRuns(deps, principal, { ...query, kind: "task" }),
    }),

    get: async ({ principal, params }) => ({
      status: 200,
      body: await detailOfRun(deps, principal, params.id, "task"),
    }),

    heartbeat: async ({ principal, params }) => ({
      status: 200,
      body: await presentRun(deps, await lifecycle.heartbeat(principal, params.id)),
    }),

    finish: async ({ principal, params, body }) => ({
      status: 200,
      body: await presentRun(deps, await lifecycle.finish(principal, params.id, body)),
    }),

    cancel: async ({ principal, params }) => ({
      status: 200,
      body: await presentRun(deps, await lifecycle.cancel(principal, params.id, "task")),
    }),

    cancelParked: async ({ principal, body }) => ({
      status: 200,
      body: { cancelled: await parking.cancel(principal, body) },
    }),
  };
};
