import type { Api } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { planNameOf } from "../admission/policy.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

export const metaRoutes = ({
  about,
  sample,
  launcher,
  policy,
  now,
}: AppDependencies): Handlers<Api["meta"]> => ({
  meta: async () => ({
    status: 200,
    body: {
      name: "leeway",
      ...about,
      server_time: toInstant(now()),
      sample: sample.isPresent(),
      run_agent: launcher.agentOf("task"),
      session_agent: launcher.agentOf("session"),
      parking_max_hours: policy().parking.max_hours,
    },
  }),

  me: async ({ principal }) => ({
    status: 200,
    body: { ...principal, plan: planNameOf(policy(), principal.id) },
  }),

  removeSample: async ({ principal }) => {
    const { projects, runs } = await sample.remove(principal);
    return { status: 200, body: { removed_projects: projects, removed_runs: runs } };
  },
});
