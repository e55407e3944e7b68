import type { Api } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { badTimes, type Times } from "../admission/cron.ts";
import { findProject } from "../admission/findProject.ts";
import { createAddOnce } from "../admission/idempotency.ts";
import { presentSchedule, presentSchedules } from "../admission/presentSchedules.ts";
import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { AppDependencies } from "../app.ts";
import type { ScheduleRecord } from "../engines/scheduleRecords.ts";
import type { Handlers } from "./handler.ts";

export const schedulesRoutes = (deps: AppDependencies): Handlers<Api["schedules"]> => {
  const { records, counters, now, newId } = deps;
  const addOnce = createAddOnce();

  /** Members find their own, operators everyone's. */
  async function find(principal: Principal, id: string): Promise<ScheduleRecord> {
    const schedule = await records.findSchedule(id);
    const visible = schedule?.user_id === principal.id || principal.role === "operator";
    if (schedule && visible) return schedule;
    throw new RequestFault("not_found", `There is no schedule ${id}.`);
  }

  function checkTimes(times: Times): void {
    const bad = badTimes(times, now());
    if (bad.length === 0) return;
    const names = bad.map(({ field }) => field).join(", ");
    throw new RequestFault("invalid_request", `Check these fields: ${names}.`, bad);
  }

  const tell = (user_id: string) =>
    counters.publish({ keys: ["/schedules", "/schedules/:id"], user_id });

  return {
    list: async ({ principal: { id, role } }) => {
      const schedules = await records.listSchedules(role === "operator" ? null : id);
      return { status: 200, body: { schedules: await presentSchedules(deps, schedules) } };
    },

    add: async ({ principal, body, idempotencyKey: key }) => {
      checkTimes(body);
      await findProject(records, body.project_id);
      const { execution: _, provider, model, ...asked } = body;
      const at = toInstant(now());
      const schedule: ScheduleRecord = {
        ...asked,
        provider: provider ?? null,
        model: model ?? null,
        id: newId(),
        user_id: principal.id,
        created_at: at,
        counts_from: at,
      };
      const added = await addOnce(
        { principal, key, request: body },
        {
          async add(idempotency) {
            if (!(await records.addSchedule(schedule, idempotency))) return null;
            await tell(principal.id);
            return schedule;
          },
          findBefore: (userId, key) => records.findAddedSchedule(userId, key),
          present: (id) => records.findSchedule(id),
        },
      );
      if (!added) throw new RequestFault("conflict", "The project was removed meanwhile.");
      return { status: 201, body: await presentSchedule(deps, added) };
    },

    get: async ({ principal, params }) => ({
      status: 200,
      body: await presentSchedule(deps, await find(principal, params.id)),
    }),

    change: async ({ principal, params, body }) => {
      const schedule = await find(principal, params.id);
      const { cron = schedule.cron, timezone = schedule.timezone } = body;
      checkTimes({ cron, timezone });
      if (body.project_id !== undefined) await findProject(records, body.project_id);
      const { enabled = schedule.enabled } = body;
      const same =
        cron === schedule.cron && timezone === schedule.timezone && enabled === schedule.enabled;
      const changed = await records.changeSchedule(schedule.id, {
        ...given(body),
        ...(same ? {} : { counts_from: toInstant(now()) }),
      });
      if (!changed) throw new RequestFault("not_found", `There is no schedule ${params.id}.`);
      await tell(schedule.user_id);
      return { status: 200, body: await presentSchedule(deps, changed) };
    },

    remove: async ({ principal, params }) => {
      const { id, user_id } = await find(principal, params.id);
      await records.removeSchedule(id);
      await tell(user_id);
      return { status: 200, body: { removed: true } };
    },
  };
};

/** Members that are there, without those that are there as undefined. */
function given<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const members = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
