import type { Api } from "../../src/contract/api.ts";
import { decide } from "../../src/domain/decide.ts";
import { findProject } from "../admission/findProject.ts";
import { gatherFacts, type Question } from "../admission/gatherFacts.ts";
import { questionOfMessage } from "../admission/messages.ts";
import type { Principal } from "../admission/principal.ts";
import type { AppDependencies } from "../app.ts";
import type { ParsedInputOf } from "../../src/contract/endpoint.ts";
import type { Handlers } from "./handler.ts";

type Asked = ParsedInputOf<Api["decision"]["decide"]>["body"];

export const decisionRoutes = (deps: AppDependencies): Handlers<Api["decision"]> => {
  async function questionOf(principal: Principal, asked: Asked): Promise<Question> {
    const { kind, execution, project_id = null, provider = null, model = null, session_id } = asked;
    if (session_id !== undefined) {
      return questionOfMessage(
        await deps.admission.lifecycle.find(principal, session_id, "session"),
      );
    }
    if (project_id !== null) await findProject(deps.records, project_id);
    // A word to pass the caps once is for a start.
    const by_hand = kind !== "message";
    return { kind, user_id: principal.id, project_id, execution, provider, model, by_hand };
  }

  return {
    decide: async ({ body, principal }) => {
      const question = await questionOf(principal, body);
      const now = deps.now();
      return { status: 200, body: decide(await gatherFacts(deps, question, now), now) };
    },
  };
};
