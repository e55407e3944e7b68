import type { Api } from "../../src/contract/api.ts";
import { decide } from "../../src/domain/decide.ts";
import { gatherFacts } from "../admission/gatherFacts.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";
import { findProject } from "../admission/findProject.ts";

export const decisionRoutes = (deps: AppDependencies): Handlers<Api["decision"]> => ({
  decide: async ({ body, principal }) => {
    if (body.project_id !== undefined) await findProject(deps.records, body.project_id);
    const now = deps.now();
    const question = {
      kind: body.kind,
      user_id: principal.id,
      project_id: body.project_id ?? null,
      execution: body.execution,
      provider: body.provider ?? null,
      model: body.model ?? null,
      // A word to pass the caps once is for a start.
      by_hand: body.kind !== "message",
    };
    const facts = await gatherFacts(deps, question, now);
    return { status: 200, body: decide(facts, now) };
  },
});
