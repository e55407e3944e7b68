import * as z from "zod/mini";
import { ProviderId } from "../../src/contract/snapshot.ts";
import type { RunAllowance } from "../../src/domain/runWindow.ts";

const count = z.int().check(z.gte(0));
const seconds = z.int().check(z.gte(1));
/** Counted back from today, more would leave the calendar. */
const days = z.int().check(z.gte(1), z.lte(36_500));

/** What a person's plan allows. */
const Plan = z.strictObject({
  paid: z.boolean(),
  max_sessions: count,
  /** Null is unlimited. */
  monthly_compute_seconds: z.nullable(count),
  allowance: z.optional(z.record(z.string(), count)),
});

/** What the operator allows: `leeway.policy.json`. What is left out has these defaults. */
export const Policy = z
  .strictObject({
    plans: z._default(z.record(z.string(), Plan), {
      member: { paid: true, max_sessions: 3, monthly_compute_seconds: 288_000 },
    }),
    default_plan: z._default(z.string(), "member"),
    users: z._default(z.record(z.string(), z.strictObject({ plan: z.string() })), {}),
    runs: z._default(
      z.strictObject({
        max: count,
        window_seconds: seconds,
        /** An external run that sends no heartbeat for so long is over. */
        lease_seconds: z._default(seconds, 90),
      }),
      { max: 10, window_seconds: 3600, lease_seconds: 90 },
    ),
    /** By id; `*` is for all others. */
    projects: z._default(z.record(z.string(), z.strictObject({ max_concurrency: count })), {}),
    /** By id. A provider that is switched off is neither asked nor chosen. */
    providers: z._default(
      z.partialRecord(
        ProviderId,
        z.strictObject({
          enabled: z._default(z.boolean(), true),
          /** Slower than its own pace; faster is not polite. */
          poll_seconds: z.optional(z.int().check(z.gte(60), z.lte(86_400))),
        }),
      ),
      {},
    ),
    /** How long what happened is kept. */
    retention: z._default(
      z.strictObject({
        history_days: z._default(days, 90),
        activity_days: z._default(days, 30),
      }),
      { history_days: 90, activity_days: 30 },
    ),
    /** Runs that wait for a limit to lift. */
    parking: z._default(
      z.strictObject({
        max_per_user: z._default(count, 50),
        /** A run that has waited for so long is given up. */
        max_hours: z._default(z.int().check(z.gte(1), z.lte(8784)), 72),
        max_resumes_per_minute: z._default(z.int().check(z.gte(1)), 6),
      }),
      { max_per_user: 50, max_hours: 72, max_resumes_per_minute: 6 },
    ),
    /** Runs that captured errors may ask for, in each project: `max` in `window_seconds`. */
    errors: z._default(
      z.strictObject({ max: z._default(count, 10), window_seconds: z._default(seconds, 600) }),
      { max: 10, window_seconds: 600 },
    ),
    upgrade_url: z.optional(z.url()),
    purchase_url: z.optional(z.url()),
  })
  .check(({ value, issues }) => {
    const unknownPlan = (plan: string, path: string[]) => {
      if (!Object.hasOwn(value.plans, plan)) {
        issues.push({ code: "custom", input: plan, path, message: `no such plan: ${plan}` });
      }
    };
    unknownPlan(value.default_plan, ["default_plan"]);
    for (const [id, { plan }] of Object.entries(value.users)) {
      unknownPlan(plan, ["users", id, "plan"]);
    }
  });
export type Policy = z.infer<typeof Policy>;

/** The policy in force where no file says otherwise. */
export const defaultPolicy: Policy = Policy.parse({});

/** What is set under a name, which may be one that every object answers to: "constructor". */
const entryOf = <T>(table: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const planNameOf = (policy: Policy, userId: string): string =>
  entryOf(policy.users, userId)?.plan ?? policy.default_plan;

export function planOf(policy: Policy, userId: string): z.infer<typeof Plan> {
  const plan = policy.plans[planNameOf(policy, userId)];
  if (!plan) throw new RangeError(`The policy was not checked: ${userId} has no plan.`);
  return plan;
}

export const runAllowanceOf = ({ runs }: Policy): RunAllowance => ({
  max: runs.max,
  window_seconds: runs.window_seconds,
});

const MAX_CONCURRENCY = 2;

/** How many runs may work in a project at a time. */
export const maxConcurrencyOf = ({ projects }: Policy, projectId: string): number =>
  (entryOf(projects, projectId) ?? projects["*"])?.max_concurrency ?? MAX_CONCURRENCY;

export const isProviderEnabled = ({ providers }: Policy, id: ProviderId): boolean =>
  providers[id]?.enabled ?? true;

/** Seconds between two polls of an account: the provider's own pace, or a slower one. */
export const pollSecondsOf = (
  { providers }: Policy,
  { id, poll_seconds }: { id: ProviderId; poll_seconds: number },
): number => Math.max(providers[id]?.poll_seconds ?? 0, poll_seconds);
