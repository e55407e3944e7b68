import type { WorkKind } from "../../src/contract/decision.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { ProviderId } from "../../src/contract/snapshot.ts";
import type { ComputeUsage } from "../../src/contract/sessions.ts";
import type { Execution } from "../../src/contract/runs.ts";
import { nextPeriod, periodOf } from "../../src/domain/compute.ts";
import type { Asked, Facts, PrLockFact, SessionCount, SlotsFact } from "../../src/domain/decide.ts";
import type { AccountsFact } from "../../src/domain/selectAccount.ts";
import { settleLock } from "../../src/domain/prLock.ts";
import type { ThresholdFact } from "../../src/domain/thresholds.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { isWithinPlan, meetsThresholds, readThresholdFact } from "./thresholdFact.ts";
import { maxConcurrencyOf, planNameOf, planOf, runAllowanceOf } from "./policy.ts";

export interface Question {
  kind: WorkKind;
  user_id: string;
  project_id: string | null;
  execution: Execution;
  /** What the caller named; anything, also what no reader knows. */
  provider: string | null;
  model: string | null;
  /** Which run it is, if there is one: it keeps what it has taken. */
  id?: string;
  /** A person asks for it now: their word that one start may pass the caps counts. */
  by_hand?: boolean;
  /** The run waits already: it has its place in the window, and is about to be given its slot. */
  queued?: boolean;
  /** When it was parked, if it ever was: such a run costs no money that nobody has allowed. */
  parked_at?: string | null;
  allow_overage?: boolean;
}

type Deps = Pick<
  AdmissionDependencies,
  "counters" | "records" | "policy" | "ledger" | "selecting" | "launcher"
>;

/** What stands at this moment; an engine that does not answer is a fact too. */
export async function gatherFacts(deps: Deps, question: Question, now: number): Promise<Facts> {
  const { kind, user_id, project_id, execution, queued = false } = question;
  const thresholds =
    meetsThresholds(deps, question) && (await asked(() => readThresholdFact(deps, question, now)));
  // What runs has met the other limits when it started: only thresholds meet what is said to it.
  if (kind === "message") return { kind, ...(thresholds && { thresholds }) };
  // Sessions are managed, whatever is asked of them.
  const compute =
    (kind === "session" || execution === "managed") &&
    (await asked(() => readComputeUsage(deps, user_id, now)));
  const accounts = accountsFor(deps, question, thresholds);
  const always: Facts = {
    kind,
    ...(compute && { compute }),
    ...(accounts && { accounts }),
    ...(thresholds && { thresholds }),
  };
  if (kind === "session") {
    return {
      ...always,
      sessions: await asked(() => countSessions(deps, user_id)),
    };
  }
  if (queued) return always;
  const allowance = runAllowanceOf(deps.policy());
  const prLock = project_id === null ? null : await readPrLockFact(deps, project_id, now);
  return {
    ...always,
    runQuota: await asked(() => deps.counters.readRunQuota(user_id, allowance, now)),
    ...(project_id !== null && { slots: await asked(() => countSlots(deps, project_id)) }),
    ...(prLock && { prLock }),
  };
}

/**
 * The accounts that this work may use: of the provider that the caller names, else of the agent that
 * would run, with the person's caps where it meets them. Null if there are none to ask about.
 */
function accountsFor(
  { selecting, launcher }: Deps,
  question: Question,
  thresholds: Asked<ThresholdFact> | false,
): AccountsFact | null {
  const { kind, user_id, execution, provider, model } = question;
  const agents =
    execution === "external" ? null : launcher.providerOf(kind === "session" ? "session" : "task");
  const named = provider === null ? agents : ProviderId.safeParse(provider).data;
  const fact = named ? selecting.factOf({ provider: named, user_id, model, scopes: null }) : null;
  if (!fact) return null;
  const within_plan = isWithinPlan(question);
  return {
    ...fact,
    within_plan,
    ...(thresholds && thresholds.known && { caps: thresholds.value }),
  };
}

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { known: true, value: await ask() };
  } catch (error) {
    if (error instanceof EngineUnavailableError) return { known: false, engine: error.engine };
    throw error;
  }
}

/** The month's compute, live: what runs counts up to `now`. */
export async function readComputeUsage(
  { ledger, policy }: Pick<AdmissionDependencies, "ledger" | "policy">,
  userId: string,
  now: number,
): Promise<ComputeUsage> {
  return {
    ...(await ledger.usage(userId, now)),
    monthly_quota_seconds: planOf(policy(), userId).monthly_compute_seconds,
    tier: planNameOf(policy(), userId),
    period: periodOf(now),
    resets_at: nextPeriod(now),
    observed_at: toInstant(now),
    upgrade_url: policy().upgrade_url ?? null,
  };
}

async function countSessions(
  { counters, records, policy }: Deps,
  userId: string,
): Promise<SessionCount> {
  const { holders } = await counters.readSlots({ user_id: userId });
  const { max_sessions: max } = planOf(policy(), userId);
  const running = holders.length;
  if (running < max) return { running, max, sessions: [] };
  const runs = await records.findRuns(holders.map(({ run_id }) => run_id));
  return {
    running,
    max,
    sessions: runs.map(({ id, name, started_at, admitted_at }) => ({
      id,
      name: name ?? "Unnamed session",
      started_at: started_at ?? admitted_at,
    })),
  };
}

async function countSlots({ counters, policy }: Deps, projectId: string): Promise<SlotsFact> {
  const { holders, queue } = await counters.readSlots({ project_id: projectId });
  return {
    project_id: projectId,
    active: holders.length,
    max: maxConcurrencyOf(policy(), projectId),
    queued: queue.length,
  };
}

/** Advice only, so an engine that does not answer is no fact here. */
async function readPrLockFact(
  { counters }: Deps,
  projectId: string,
  now: number,
): Promise<PrLockFact | null> {
  const lock = await asked(() => counters.readLock(projectId));
  if (!lock.known) return null;
  const { holder, queue } = settleLock(lock.value, now);
  return {
    project_id: projectId,
    locked: holder !== null,
    held_since: holder && toInstant(holder.held_since),
    queue_depth: queue.length,
  };
}
