import type { Api } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { findProject } from "../admission/findProject.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

export const projectsRoutes = ({
  records,
  counters,
  now,
}: AppDependencies): Handlers<Api["projects"]> => ({
  list: async () => ({ status: 200, body: { projects: await records.listProjects() } }),

  add: async ({ body }) => {
    const project = { ...body, created_at: toInstant(now()), sample: false };
    if (!(await records.addProject(project))) {
      throw new RequestFault("conflict", `There is a project ${body.id} already.`, [
        { field: "id", message: "is taken" },
      ]);
    }
    await counters.publish({ keys: ["/projects", "/projects/:id"], user_id: null });
    return { status: 201, body: project };
  },

  get: async ({ params }) => ({ status: 200, body: await findProject(records, params.id) }),
});
