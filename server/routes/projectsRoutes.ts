import type { Api } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import type { LockGrant } from "../../src/contract/projects.ts";
import type { LockHolder } from "../../src/domain/prLock.ts";
import { findProject } from "../admission/findProject.ts";
import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

const grantOf = ({ run_id, fencing_token, lease_expires_at }: LockHolder): LockGrant => ({
  granted: true,
  holder: run_id,
  fencing_token,
  lease_expires_at: toInstant(lease_expires_at),
});

const lost = () =>
  new RequestFault("conflict", "This grant of the PR lock is over: take the lock anew.", [
    { field: "fencing_token", message: "is not the token of the grant that stands" },
  ]);

export const projectsRoutes = ({
  records,
  counters,
  now,
  admission: { prLocks, lifecycle },
}: AppDependencies): Handlers<Api["projects"]> => {
  /** Only a run that works in the project delivers there. */
  async function findWorking(principal: Principal, projectId: string, runId: string) {
    await findProject(records, projectId);
    const run = await lifecycle.find(principal, runId);
    const fault = (detail: string, message: string) =>
      new RequestFault("conflict", detail, [{ field: "run_id", message }]);
    if (run.project_id !== projectId) {
      throw fault("The run works in another project.", "is a run of another project");
    }
    if (run.status !== "running" && run.status !== "stopping") {
      throw fault(`The run does not work: it is ${run.status}.`, "is not running");
    }
  }

  return {
    list: async () => ({ status: 200, body: { projects: await records.listProjects() } }),

    add: async ({ body }) => {
      const project = { ...body, created_at: toInstant(now()), sample: false };
      if (!(await records.addProject(project))) {
        throw new RequestFault("conflict", `There is a project ${body.id} already.`, [
          { field: "id", message: "is taken" },
        ]);
      }
      const keys = ["/projects", "/projects/:id", "/quota/projects"];
      await counters.publish({ keys, user_id: null });
      return { status: 201, body: project };
    },

    get: async ({ params }) => ({ status: 200, body: await findProject(records, params.id) }),

    acquireLock: async ({ principal, params: { id }, body: { run_id } }) => {
      await findWorking(principal, id, run_id);
      const answer = await prLocks.acquire(id, run_id);
      // A run that has ended in between has left the lock already, and would hold it dead.
      await findWorking(principal, id, run_id).catch(async (error: unknown) => {
        await prLocks.leave(id, run_id);
        throw error;
      });
      return answer.granted
        ? { status: 200, body: grantOf(answer.holder) }
        : { status: 202, body: answer };
    },

    renewLock: async ({ principal, params: { id }, body }) => {
      await findWorking(principal, id, body.run_id);
      const holder = await prLocks.renew(id, body);
      if (!holder) throw lost();
      return { status: 200, body: grantOf(holder) };
    },

    releaseLock: async ({ principal, params: { id }, body }) => {
      await findProject(records, id);
      await lifecycle.find(principal, body.run_id);
      if (!(await prLocks.release(id, body))) throw lost();
      return { status: 200, body: { released: true } };
    },
  };
};
