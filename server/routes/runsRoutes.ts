import type { Api } from "../../src/contract/api.ts";
import { Instant } from "../../src/contract/instant.ts";
import type { Run } from "../../src/contract/runs.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";
import { Refused } from "./refused.ts";

export const runsRoutes = ({
  admission: { admit, lifecycle },
  records,
  launcher,
}: AppDependencies): Handlers<Api["runs"]> => ({
  submit: async ({ principal, body, idempotencyKey }) => {
    const admitted = await admit({ principal, request: body, idempotencyKey });
    if (admitted.outcome === "refused") throw new Refused(admitted.decision);
    return { status: 201, body: admitted.run };
  },

  list: async ({ principal, query: { cursor, ...filter } }) => {
    const runs = await records.listRuns({
      ...filter,
      user_id: principal.role === "operator" ? undefined : principal.id,
      after: cursor === undefined ? undefined : parseCursor(cursor),
    });
    const last = runs.length === filter.limit ? runs.at(-1) : undefined;
    return { status: 200, body: { runs, next_cursor: last ? cursorOf(last) : null } };
  },

  get: async ({ principal, params }) => {
    const run = await lifecycle.find(principal, params.id);
    const output = launcher.output(run.id) ?? (await records.readOutput(run.id));
    return { status: 200, body: { ...run, output } };
  },

  heartbeat: async ({ principal, params }) => ({
    status: 200,
    body: await lifecycle.heartbeat(principal, params.id),
  }),

  finish: async ({ principal, params, body }) => ({
    status: 200,
    body: await lifecycle.finish(principal, params.id, body),
  }),

  cancel: async ({ principal, params }) => ({
    status: 200,
    body: await lifecycle.cancel(principal, params.id),
  }),
});

const cursorOf = ({ admitted_at, id }: Run) => `${admitted_at}~${id}`;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parseCursor(cursor: string): { admitted_at: Instant; id: string } {
  const [at, id, ...rest] = cursor.split("~");
  const admitted = Instant.safeParse(at);
  if (admitted.success && id !== undefined && UUID.test(id) && rest.length === 0) {
    return { admitted_at: admitted.data, id };
  }
  throw new RequestFault("invalid_request", "Check these fields: cursor.", [
    { field: "cursor", message: "must be the next_cursor of an earlier answer" },
  ]);
}
