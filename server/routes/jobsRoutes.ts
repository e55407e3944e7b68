import type { Api } from "../../src/contract/api.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

export const jobsRoutes = ({ accounts: { jobs } }: AppDependencies): Handlers<Api["jobs"]> => ({
  get: async ({ principal, params: { id } }) => ({ status: 200, body: jobs.find(principal, id) }),
  cancel: async ({ principal, params: { id } }) => ({
    status: 200,
    body: jobs.cancel(principal, id),
  }),
  retry: async ({ principal, params: { id } }) => ({
    status: 202,
    body: jobs.retry(principal, id),
  }),
});
