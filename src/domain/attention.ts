import { fromInstant, type Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { AccountState, Connection } from "../contract/providers.ts";
import type { ProjectLimits } from "../contract/quota.ts";
import type { Run } from "../contract/runs.ts";
import { accountMatters } from "./accountAttention.ts";
import { describeUse } from "./describeUse.ts";
import { endWords } from "./endWords.ts";
import { levels } from "./levels.ts";
import { readLimit } from "./readLimit.ts";

export interface AttentionFacts {
  limits: readonly Limit[];
  projects: readonly ProjectLimits[];
  /** Runs that failed, whenever that was. */
  failed: readonly Run[];
  /** Provider accounts, those that need a person first. */
  accounts: readonly Connection[];
}

/** Something that a person may want to look at. */
export interface Attention {
  /** Stable while it is the same thing. */
  key: string;
  /** `act`: work is held up or lost; `watch`: it may come to that. */
  urgency: "act" | "watch";
  /** What it is about, and what is the matter. */
  title: string;
  detail: string;
  /** Since when, where that is known. */
  at: Instant | null;
  /** Until when, where it ends by itself at a known moment. */
  until: Instant | null;
  /** Where it is: a project, a provider account, or what a limit is of. */
  about:
    | { project_id: string }
    | { limit_id: string }
    | { account_id: string; nickname: string; state: AccountState };
}

/** A failure older than this is history. */
export const FAILED_SECONDS = 3600;

/** What needs a look, the urgent first; empty if nothing does. What is unknown is not in it. */
export function attention(facts: AttentionFacts, now: number): Attention[] {
  const { limits, projects, failed, accounts } = facts;
  return [
    ...limits.flatMap((limit) => ofLimit(limit, now)),
    ...projects.flatMap(ofProject),
    ...failed.flatMap((run) => ofFailure(run, now)),
    ...ofAccounts(accounts, now),
  ].toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
}

const urgencies: readonly Attention["urgency"][] = ["act", "watch"];

function ofLimit(limit: Limit, now: number): Attention[] {
  const { level } = readLimit(limit, now, Number.POSITIVE_INFINITY);
  if (level !== "approaching" && level !== "critical" && level !== "exhausted") return [];
  return [
    {
      key: `limit ${limit.id}`,
      urgency: level === "approaching" ? "watch" : "act",
      title: `${limit.label}: ${levels[level].word.toLowerCase()}`,
      detail: describeUse(limit),
      at: null,
      until: null,
      about: { limit_id: limit.id },
    },
  ];
}

function ofProject(project: ProjectLimits): Attention[] {
  const { project_id, name, active, max, queued, pr_lock } = project;
  const about = { project_id };
  const waiting = (count: number) => `${count} ${count === 1 ? "waits" : "wait"}`;
  const found: Attention[] = [];
  if (pr_lock.state === "stuck") {
    found.push({
      key: `lock ${project_id}`,
      urgency: "act",
      title: `${name}: PR lock stuck`,
      detail: `its holder has not renewed it, ${waiting(pr_lock.queue_depth)}`,
      at: pr_lock.held_since,
      until: null,
      about,
    });
  }
  if (pr_lock.state === "draining") {
    found.push({
      key: `lock ${project_id}`,
      urgency: "watch",
      title: `${name}: PR lock held`,
      detail: `${waiting(pr_lock.queue_depth)} to deliver`,
      at: pr_lock.held_since,
      until: null,
      about,
    });
  }
  if (active >= max && queued > 0) {
    found.push({
      key: `slots ${project_id}`,
      urgency: "watch",
      title: `${name}: full`,
      detail: `${active} of ${max} slots used, ${waiting(queued)}`,
      at: null,
      until: null,
      about,
    });
  }
  return found;
}

function ofFailure(run: Run, now: number): Attention[] {
  const { id, project_id, finished_at, message } = run;
  if (run.status !== "failed" || finished_at === null || project_id === null) return [];
  if (now - fromInstant(finished_at) >= FAILED_SECONDS * 1000) return [];
  return [
    {
      key: `run ${id}`,
      urgency: "act",
      title: `${message ?? "A run"}: failed`,
      detail: endWords(run),
      at: finished_at,
      until: null,
      about: { project_id },
    },
  ];
}

function ofAccounts(accounts: readonly Connection[], now: number): Attention[] {
  return accountMatters(accounts, now).map(({ account, ...matter }) => ({
    ...matter,
    key: `account ${account.id}`,
    at: null,
    about: { account_id: account.id, nickname: account.nickname, state: account.state },
  }));
}
