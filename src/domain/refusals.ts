import type { Instant } from "../contract/instant.ts";
import type { Reason, RefusalOf } from "../contract/refusal.ts";
import { formatHours, formatSpan } from "./duration.ts";
import { formatPct } from "./percent.ts";

/** What a person can do about a refusal. Free remedies come before paid ones. */
export interface Remedy {
  label: string;
  cost: "free" | "paid";
  /** Where to do it; null where it is done elsewhere, or nothing needs doing. */
  href: string | null;
}

interface Row<R extends Reason> {
  status: 402 | 409 | 429 | 503;
  title: string;
  /** One sentence, without the moment: that is `until`, counted down or dated where it is shown. */
  sentence: (refusal: RefusalOf<R>) => string;
  /** When waiting helps; null if it needs an act instead. `null` also where no moment is known. */
  until: (refusal: RefusalOf<R>) => Instant | { seconds: number } | null;
  /** What happens at `until`: "<Next window opens> in 4 m". */
  until_label: string | ((refusal: RefusalOf<R>) => string);
  remedies: (refusal: RefusalOf<R>) => Remedy[];
}

const free = (label: string): Remedy => ({ label, cost: "free", href: null });
const paid = (label: string, href: string | null): Remedy[] =>
  href === null ? [] : [{ label, cost: "paid", href }];

/** What is used of the month's compute, out of what: a sentence without its full stop. */
export const computeUse = ({
  used_seconds,
  quota_seconds,
}: Pick<RefusalOf<"compute_quota_exceeded">, "used_seconds" | "quota_seconds">) =>
  `You have used ${formatHours(used_seconds)} of ${formatHours(quota_seconds)} compute this month`;

interface OverCap {
  utilization_pct: number;
  threshold_pct: number;
  resets_at: Instant | null;
  window?: string | undefined;
}

const threshold = (name: string) => ({
  status: 503 as const,
  title: `Paused at your ${name} cap`,
  sentence: (refusal: OverCap) =>
    `Claude's ${refusal.window ?? name} window is ${formatPct(refusal.utilization_pct)} used, and you pause new work at ${formatPct(refusal.threshold_pct)}.`,
  until: (refusal: OverCap) => refusal.resets_at,
  until_label: "The window resets",
  remedies: ({ window }: OverCap) => [
    free("Wait for the reset. Running work goes on."),
    ...(window === undefined ? [] : [free("Or name a model that this window does not count.")]),
    { label: "Raise the cap", cost: "free" as const, href: "/settings" },
  ],
});

/**
 * Every reason with its one status, sentence and list of remedies. The order of the rows is the
 * order in which reasons bind: the first that applies is the headline.
 */
export const refusals: { readonly [R in Reason]: Row<R> } = {
  compute_quota_exceeded: {
    status: 402,
    title: "Monthly compute quota exceeded",
    sentence: (refusal) => `${computeUse(refusal)}.`,
    until: (refusal) => refusal.resets_at,
    until_label: "The next month starts",
    remedies: (refusal) => [
      free("Wait for the new month."),
      ...paid("Upgrade to continue", refusal.upgrade_url),
    ],
  },
  session_limit_reached: {
    status: 409,
    title: "Session limit reached",
    sentence: ({ running, max }) =>
      max === 0
        ? "Your plan allows no sessions."
        : max === 1
          ? "Your one session is running."
          : `${running} of ${max} sessions are running.`,
    until: () => null,
    until_label: "",
    remedies: (refusal) => [
      ...refusal.sessions.map(({ id, name }) => ({
        label: `Stop ${name}`,
        cost: "free" as const,
        href: `/sessions/${id}`,
      })),
      ...(refusal.max === 0
        ? [free("Ask an operator for a plan with sessions.")]
        : refusal.sessions.length === 0
          ? [free("Stop a running session.")]
          : []),
    ],
  },
  session_threshold: threshold("5-hour"),
  week_threshold: threshold("weekly"),
  run_quota_exhausted: {
    status: 429,
    title: "Run quota exhausted",
    sentence: (refusal) =>
      refusal.max > 0
        ? `You have started ${refusal.used} ${refusal.used === 1 ? "run" : "runs"} in the last ${formatSpan(refusal.window_seconds)}; ${refusal.max} ${refusal.max === 1 ? "is" : "are"} allowed.`
        : "The policy allows you no runs.",
    until: (refusal) => refusal.next_slot_at,
    until_label: "The next window opens",
    remedies: (refusal) => [
      ...(refusal.next_slot_at === null ? [] : [free("Wait: the form opens by itself.")]),
      free("Ask an operator to raise runs.max in the policy."),
    ],
  },
  accounts_depleted: {
    status: 503,
    title: "Every account is out of quota",
    sentence: (refusal) =>
      refusal.skipped.length === 1
        ? `The only ${refusal.provider} account is out of quota.`
        : `All ${refusal.skipped.length} ${refusal.provider} accounts are out of quota.`,
    until: (refusal) => refusal.resets_at ?? refusal.next_look_at,
    until_label: (refusal) =>
      refusal.resets_at === null ? "Leeway looks again" : "The first account is back",
    remedies: (refusal) => [
      free(
        refusal.resets_at === null
          ? "Top an account up, or wait: Leeway looks again by itself."
          : "Wait for the first account.",
      ),
      { label: "Add another account", cost: "free", href: "/accounts" },
    ],
  },
  quota_exhausted: {
    status: 402,
    title: "Plan quota exhausted",
    sentence: (refusal) => `Your plan's monthly ${refusal.feature} quota is used up.`,
    until: (refusal) => refusal.quota_resets_at,
    until_label: "Your quota resets",
    remedies: (refusal) => [
      free("Wait for the quota to reset."),
      ...paid("Buy a credit pack to continue now", refusal.purchase_url),
    ],
  },
  insufficient_credits: {
    status: 402,
    title: "Insufficient credits",
    sentence: (refusal) => `There are no credits left for ${refusal.feature}.`,
    until: () => null,
    until_label: "",
    remedies: (refusal) => paid("Buy a credit pack", refusal.purchase_url),
  },
  limits_unavailable: {
    status: 503,
    title: "Limits cannot be checked",
    sentence: (refusal) =>
      `Leeway cannot reach its ${refusal.engine}, so nothing starts uncounted.`,
    until: (refusal) => ({ seconds: refusal.retry_after_seconds }),
    until_label: "Worth another try",
    remedies: () => [free("Try again shortly."), free("If it stays, look at the server's log.")],
  },
};

/** The binding order of the reasons. */
export const reasonOrder = Object.keys(refusals) as Reason[];
