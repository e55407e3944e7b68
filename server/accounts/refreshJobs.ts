import type { ResourceKey } from "../../src/contract/api.ts";
import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { Job } from "../../src/contract/jobs.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { KnownAccount } from "../engines/accountRecords.ts";
import type { AccountBook } from "./accountBook.ts";
import type { Connections } from "./connections.ts";
import type { AccountsDependencies } from "./dependencies.ts";
import { createLanes } from "./lanes.ts";
import { MOST_A_PROVIDER, type Poller } from "./poller.ts";

/** A value so young need not be asked for again. */
export const FRESH_SECONDS = 30;
/** Jobs that are over are kept for whoever still looks. */
const MOST_JOBS = 50;
const KEYS: readonly ResourceKey[] = ["/jobs/:id"];
/** Progress is told at most so often. */
const TELL_MS = 250;

/** Asks the vendors of many accounts anew. */
export interface RefreshJobs {
  start(
    principal: Principal,
    which: { provider?: ProviderId | undefined; ids?: string[] | undefined },
  ): Job;
  /** @throws {RequestFault} not_found, also for another person's */
  find(principal: Principal, id: string): Job;
  cancel(principal: Principal, id: string): Job;
  /** @throws {RequestFault} conflict while it runs, or if none failed */
  retry(principal: Principal, id: string): Job;
  /** Resolves when no job runs any more. */
  settled(): Promise<void>;
}

interface Running {
  job: Job;
  user_id: string;
  /** The ids of its accounts. */
  of: string;
  cancelled: boolean;
  told: number;
}

export function createRefreshJobs(
  deps: Pick<AccountsDependencies, "now" | "newId" | "counters" | "log">,
  { book, poller, connections }: { book: AccountBook; poller: Poller; connections: Connections },
): RefreshJobs {
  const { now, newId, counters, log } = deps;
  const jobs = new Map<string, Running>();
  const running = new Set<Promise<void>>();

  /** The same again while it runs, as by a second click, is the same job. */
  function start(principal: Principal, accounts: readonly KnownAccount[]): Job {
    const of = accounts.map(({ account }) => account.id).join();
    const same = [...jobs.values()].find(
      (other) =>
        other.job.status === "running" && other.user_id === principal.id && other.of === of,
    );
    if (same) return same.job;
    const job: Job = {
      id: newId(),
      kind: "refresh",
      status: "running",
      total: accounts.length,
      done: 0,
      fresh: 0,
      failed: 0,
      failures: [],
      started_at: toInstant(now()),
      finished_at: null,
    };
    const entry: Running = {
      job,
      of,
      user_id: principal.id,
      cancelled: false,
      told: Number.NEGATIVE_INFINITY,
    };
    jobs.set(job.id, entry);
    forgetOld();
    const work = run(entry, accounts).finally(() => running.delete(work));
    running.add(work);
    return job;
  }

  async function run(entry: Running, accounts: readonly KnownAccount[]): Promise<void> {
    // Its own lanes, so that a job that is cancelled has nothing left in the poller's.
    const lane = createLanes(MOST_A_PROVIDER);
    await Promise.all(
      accounts.map((known) =>
        lane(known.account.provider, async () => {
          if (entry.cancelled) return;
          await refresh(entry, known);
          await tell(entry);
        }),
      ),
    );
    if (entry.job.status === "running") finish(entry, "done");
    await tell(entry, true);
  }

  async function refresh({ job }: Running, { account }: KnownAccount): Promise<void> {
    const { observed_at } = book.find(account.id)?.poll.snapshot ?? { observed_at: null };
    const age = observed_at === null ? Number.POSITIVE_INFINITY : now() - fromInstant(observed_at);
    // One of the future is of a clock that was put back.
    if (age >= 0 && age < FRESH_SECONDS * 1000) {
      job.fresh += 1;
      job.done += 1;
      return;
    }
    try {
      const poll = await poller.poll(account.id);
      // Removed meanwhile: there is nothing left to refresh.
      if (poll === null || poll.snapshot.status === "ok") job.done += 1;
      else fail(job, account, poll.snapshot.error);
    } catch (error) {
      log.error({ err: error, account: account.id }, "a refresh failed");
      fail(job, account, { code: "internal_error", message: "The server's log has more." });
    }
  }

  function fail(
    job: Job,
    { id, nickname }: KnownAccount["account"],
    error: { code: string; message: string } | null,
  ): void {
    job.failed += 1;
    const { code, message } = error ?? { code: "error", message: "The poll failed." };
    job.failures.push({ account_id: id, nickname, code, message });
  }

  function finish({ job }: Running, status: "done" | "cancelled"): void {
    job.status = status;
    job.finished_at = toInstant(now());
  }

  async function tell(entry: Running, atOnce = false): Promise<void> {
    if (!atOnce && now() - entry.told < TELL_MS) return;
    entry.told = now();
    await counters
      .publish({ keys: KEYS, user_id: entry.user_id })
      .catch((error: unknown) => log.warn({ err: error }, "live event lost"));
  }

  function forgetOld(): void {
    const over = [...jobs.values()].filter(({ job }) => job.status !== "running");
    for (const { job } of over.slice(0, Math.max(0, jobs.size - MOST_JOBS))) jobs.delete(job.id);
  }

  function findEntry({ id: user_id, role }: Principal, id: string): Running {
    const entry = jobs.get(id);
    if (entry && (entry.user_id === user_id || role === "operator")) return entry;
    throw new RequestFault(
      "not_found",
      "There is no such job: they end with the server's process.",
    );
  }

  const accountsOf = (principal: Principal, ids: ReadonlySet<string> | null) =>
    connections
      .visible(principal)
      .filter(({ id, state }) => state !== "off" && (ids === null || ids.has(id)))
      .map(({ known }) => known);

  return {
    start: (principal, { provider, ids }) =>
      start(
        principal,
        accountsOf(principal, ids === undefined ? null : new Set(ids)).filter(
          ({ account }) => provider === undefined || account.provider === provider,
        ),
      ),
    find: (principal, id) => findEntry(principal, id).job,
    cancel(principal, id) {
      const entry = findEntry(principal, id);
      if (entry.job.status === "running") {
        entry.cancelled = true;
        finish(entry, "cancelled");
      }
      return entry.job;
    },
    retry(principal, id) {
      const { job } = findEntry(principal, id);
      if (job.status === "running") throw new RequestFault("conflict", "The job still runs.");
      if (job.failures.length === 0) throw new RequestFault("conflict", "None of them failed.");
      const failed = new Set(job.failures.map(({ account_id }) => account_id));
      return start(principal, accountsOf(principal, failed));
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
