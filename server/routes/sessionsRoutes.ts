import type { Api } from "../../src/contract/api.ts";
import { readComputeUsage } from "../admission/gatherFacts.ts";
import { planOf } from "../admission/policy.ts";
import { presentRun, presentRuns } from "../admission/presentRuns.ts";
import type { AppDependencies } from "../app.ts";
import { nextCursor, parseCursor } from "./cursor.ts";
import type { Handlers } from "./handler.ts";
import { Refused } from "./refused.ts";

const MOST_STATUSES = 500;

export const sessionsRoutes = (deps: AppDependencies): Handlers<Api["sessions"]> => {
  const {
    admission: { admit, lifecycle },
    records,
    counters,
    launcher,
    policy,
    now,
  } = deps;
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
          usage: await readComputeUsage(deps, user_id, now()),
        },
      };
    },

    start: async ({ principal, body: { name, agent, project_id }, idempotencyKey }) => {
      const work = {
        kind: "session" as const,
        project_id: project_id ?? null,
        source: "manual" as const,
        execution: "managed" as const,
        name: name ?? null,
        message: null,
        provider: agent ?? null,
        model: null,
      };
      const admitted = await admit({ principal, work, idempotencyKey });
      if (admitted.outcome === "refused") throw new Refused(admitted.decision);
      return { status: 201, body: await presentRun(deps, admitted.run) };
    },

    stop: async ({ principal, body: { session_id } }) => ({
      status: 200,
      body: await presentRun(deps, await lifecycle.cancel(principal, session_id, "session")),
    }),

    list: async ({ principal, query: { cursor, limit } }) => {
      const sessions = await records.listRuns({
        limit,
        kind: "session",
        user_id: principal.role === "operator" ? undefined : principal.id,
        after: parseCursor(cursor),
      });
      return {
        status: 200,
        body: {
          sessions: await presentRuns(deps, sessions),
          next_cursor: nextCursor(
            sessions.map(({ admitted_at: at, id }) => ({ at, id })),
            limit,
          ),
        },
      };
    },

    get: async ({ principal, params }) => {
      const run = await lifecycle.find(principal, params.id, "session");
      const output = launcher.output(run.id) ?? (await records.readOutput(run.id));
      return { status: 200, body: { ...(await presentRun(deps, run)), output } };
    },
  };
};
