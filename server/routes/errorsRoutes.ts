import type { Api } from "../../src/contract/api.ts";
import { isWaiting } from "../../src/domain/isWaiting.ts";
import { presentRun } from "../admission/presentRuns.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";
import { Refused } from "./refused.ts";

export const errorsRoutes = (deps: AppDependencies): Handlers<Api["errors"]> => ({
  capture: async ({ principal, body, idempotencyKey }) => {
    const { message, provider, model, ...report } = body;
    const captured = await deps.admission.captureError(
      principal,
      { ...report, message: message ?? null, provider: provider ?? null, model: model ?? null },
      idempotencyKey,
    );
    if (captured.outcome === "refused") throw new Refused(captured.decision);
    if (captured.outcome === "admitted") {
      const run = await presentRun(deps, captured.run);
      return { status: isWaiting(run) ? 202 : 201, body: run };
    }
    const { outcome, run_id, count } = captured;
    const deduplicated = outcome === "deduplicated";
    return { status: 200, body: { deduplicated, suppressed: !deduplicated, run_id, count } };
  },
});
