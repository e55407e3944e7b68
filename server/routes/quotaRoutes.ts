import type { Api } from "../../src/contract/api.ts";
import { runAllowanceOf } from "../admission/policy.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

export const quotaRoutes = ({
  counters,
  policy,
  now,
}: AppDependencies): Handlers<Api["quota"]> => ({
  runs: async ({ principal }) => ({
    status: 200,
    body: await counters.readRunQuota(principal.id, runAllowanceOf(policy()), now()),
  }),
});
