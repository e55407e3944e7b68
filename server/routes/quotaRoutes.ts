import type { Api } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import type { Concurrency, PrLock } from "../../src/contract/quota.ts";
import { type Lock, lockState } from "../../src/domain/prLock.ts";
import { findProject } from "../admission/findProject.ts";
import { maxConcurrencyOf, runAllowanceOf } from "../admission/policy.ts";
import type { Principal } from "../admission/principal.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

/** Who works or waits, without what would tell where it stands. */
type Party = NonNullable<PrLock["holder"]>;

export const quotaRoutes = (deps: AppDependencies): Handlers<Api["quota"]> => {
  const { records, counters, policy, now } = deps;
  const { prLocks } = deps.admission;

  /** The title of another's run is theirs to read. */
  async function partiesOf(
    principal: Principal,
    ids: readonly string[],
  ): Promise<(runId: string) => Party> {
    const runs = await records.findRuns(ids);
    return (run_id) => {
      const run = runs.find(({ id }) => id === run_id);
      const visible = run?.user_id === principal.id || principal.role === "operator";
      return {
        run_id,
        kind: run?.kind ?? "task",
        title: visible ? (run?.message ?? run?.name ?? null) : null,
        owner: run?.user_id ?? "unknown",
      };
    };
  }

  async function concurrencyOf(principal: Principal, project_id: string): Promise<Concurrency> {
    const { holders, queue } = await counters.readSlots({ project_id });
    const party = await partiesOf(
      principal,
      [...holders, ...queue].map(({ run_id }) => run_id),
    );
    return {
      active: holders.length,
      max: maxConcurrencyOf(policy(), project_id),
      queued: queue.length,
      holders: holders.map(({ run_id, held_since, heartbeat_at, expires_at }) => ({
        ...party(run_id),
        held_since: toInstant(held_since),
        heartbeat_at: toInstant(heartbeat_at),
        lease_expires_at: toInstant(expires_at),
      })),
      queue: queue.map(({ run_id, queued_at }, index) => ({
        ...party(run_id),
        position: index + 1,
        queued_at: toInstant(queued_at),
      })),
    };
  }

  const summaryOf = (lock: Lock) => ({
    state: lockState(lock, now()),
    held_since: lock.holder && toInstant(lock.holder.held_since),
    queue_depth: lock.queue.length,
    lease_expires_at: lock.holder && toInstant(lock.holder.lease_expires_at),
  });

  return {
    runs: async ({ principal }) => ({
      status: 200,
      body: await counters.readRunQuota(principal.id, runAllowanceOf(policy()), now()),
    }),

    concurrency: async ({ principal, query: { project_id } }) => {
      await findProject(records, project_id);
      return { status: 200, body: await concurrencyOf(principal, project_id) };
    },

    prLock: async ({ principal, query: { project_id } }) => {
      await findProject(records, project_id);
      const lock = await prLocks.read(project_id);
      const { holder, queue } = lock;
      const party = await partiesOf(
        principal,
        [...(holder ? [holder] : []), ...queue].map(({ run_id }) => run_id),
      );
      return {
        status: 200,
        body: {
          locked: holder !== null,
          ...summaryOf(lock),
          holder: holder && party(holder.run_id),
          queue: queue.map(({ run_id, queued_at }, index) => ({
            ...party(run_id),
            position: index + 1,
            queued_at: toInstant(queued_at),
          })),
        },
      };
    },

    projects: async () => {
      const projects = await records.listProjects();
      return {
        status: 200,
        body: {
          projects: await Promise.all(
            projects.map(async ({ id, name }) => {
              const { holders, queue } = await counters.readSlots({ project_id: id });
              return {
                project_id: id,
                name,
                active: holders.length,
                max: maxConcurrencyOf(policy(), id),
                queued: queue.length,
                pr_lock: summaryOf(await prLocks.read(id)),
              };
            }),
          ),
        },
      };
    },
  };
};
