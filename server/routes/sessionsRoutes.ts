import type { Api } from "../../src/contract/api.ts";
import { readComputeUsage } from "../admission/gatherFacts.ts";
import { planOf } from "../admission/policy.ts";
import { presentRun } from "../admission/presentRuns.ts";
import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { AppDependencies } from "../app.ts";
import { detailOfRun, pageOfRuns, unfinishedRuns } from "./findRuns.ts";
import type { Handlers } from "./handler.ts";
import { Refused } from "./refused.ts";

const MOST_STATUSES = 500;

export const sessionsRoutes = (deps: AppDependencies): Handlers<Api["sessions"]> => {
  const {
    admission: { admit, lifecycle },
    records,
    counters,
    ledger,
    policy,
    now,
  } = deps;
  /** What a session of the caller's was, to be started again. */
  async function again(principal: Principal, id: string) {
    const run = await lifecycle.find(principal, id, "session");
    // An operator may see another's, but what starts is the caller's own.
    if (run.user_id !== principal.id) {
      throw new RequestFault("not_found", `There is no session ${id} of yours.`);
    }
    if (run.finished_at === null) {
      throw new RequestFault("conflict", "This session is not over. Stop it first.");
    }
    const { name, provider, project_id } = run;
    return { name, provider, project_id };
  }
  return {
    batchStatus: async ({ principal: { id: user_id } }) => {
      const sessions = await records.listStatuses(user_id, "session", MOST_STATUSES);
      const { holders } = await counters.readSlots({ user_id });
      return {
        status: 200,
        body: {
          statuses: Object.fromEntries(sessions.map(({ id, status }) => [id, status])),
          running: holders.length,
          max_sessions: planOf(policy(), user_id).max_sessions,
          working: ledger.working().get(user_id)?.length ?? 0,
          usage: await readComputeUsage(deps, user_id, now()),
        },
      };
    },

    start: async ({ principal, body, idempotencyKey }) => {
      const work = {
        kind: "session" as const,
        source: "manual" as const,
        execution: "managed" as const,
        message: null,
        model: null,
        ...(body.session_id === undefined
          ? {
              name: body.name ?? null,
              provider: body.agent ?? null,
              project_id: body.project_id ?? null,
            }
          : await again(principal, body.session_id)),
      };
      const admitted = await admit({ principal, work, idempotencyKey });
      if (admitted.outcome === "refused") throw new Refused(admitted.decision);
      return { status: 201, body: await presentRun(deps, admitted.run) };
    },

    stop: async ({ principal, body: { session_id } }) => ({
      status: 200,
      body: await presentRun(deps, await lifecycle.cancel(principal, session_id, "session")),
    }),

    list: async ({ principal, query }) => {
      const page = await pageOfRuns(deps, principal, { ...query, kind: "session" });
      const { runs: sessions, next_cursor } = page;
      const running = await unfinishedRuns(deps, principal, "session");
      return { status: 200, body: { sessions, next_cursor, running } };
    },

    get: async ({ principal, params }) => ({
      status: 200,
      body: await detailOfRun(deps, principal, params.id, "session"),
    }),
  };
};
