import type { ResourceKey } from "../../src/contract/api.ts";
import {
  acquireLock,
  leaveLock,
  type Lock,
  type LockAnswer,
  type LockHolder,
  releaseLock,
  renewLock,
  settleLock,
} from "../../src/domain/prLock.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

type Grant = Pick<LockHolder, "run_id" | "fencing_token">;

/** The PR lock of each project: changed in the counters, and written down, so that a restart robs nobody. */
export interface PrLocks {
  acquire(projectId: string, runId: string): Promise<LockAnswer>;
  /** Null if the grant is over or another's. */
  renew(projectId: string, grant: Grant): Promise<LockHolder | null>;
  /** False if the grant is over or another's. */
  release(projectId: string, grant: Grant): Promise<boolean>;
  /** A run is over: it neither holds nor waits any more. */
  leave(projectId: string, runId: string): Promise<void>;
  /** The lock as it stands now. */
  read(projectId: string): Promise<Lock>;
  /** These locks were in the records when the counters were filled: time may change them. */
  watch(projectIds: readonly string[]): void;
  /** Lets time take its course: frees what has lapsed, passes turns on, and tells those who wait. */
  settle(): Promise<void>;
}

const CHANGED: readonly ResourceKey[] = ["/quota/pr_lock", "/quota/projects", "/decision"];

export function createPrLocks(
  deps: Pick<AdmissionDependencies, "records" | "counters" | "now" | "log">,
): PrLocks {
  const { records, counters, now, log } = deps;
  /** Projects whose lock time may change. */
  const watched = new Set<string>();
  /** Projects whose last change the records have not taken, with its revision. */
  const unwritten = new Map<string, number>();

  async function change<T>(
    projectId: string,
    rule: (lock: Lock) => { lock: Lock; answer: T },
  ): Promise<T> {
    const { answer, stored, changed } = await counters.changeLock(projectId, rule);
    if (stored.lock.holder || stored.lock.queue.length > 0) watched.add(projectId);
    else watched.delete(projectId);
    if (changed) unwritten.set(projectId, stored.revision);
    if (unwritten.has(projectId)) {
      await records.writeLock(projectId, stored);
      // A later change may have failed to be written meanwhile.
      if ((unwritten.get(projectId) ?? 0) <= stored.revision) unwritten.delete(projectId);
    }
    if (changed) {
      await counters
        .publish({ keys: CHANGED, user_id: null })
        .catch((error: unknown) => log.warn({ err: error }, "live event lost"));
    }
    return answer;
  }

  return {
    acquire: (projectId, runId) => change(projectId, (lock) => acquireLock(lock, runId, now())),
    renew: (projectId, grant) =>
      change(projectId, (lock) => {
        const renewed = renewLock(lock, grant, now());
        return renewed
          ? { lock: renewed.lock, answer: renewed.holder }
          : { lock: settleLock(lock, now()), answer: null };
      }),
    release: (projectId, grant) =>
      change(projectId, (lock) => {
        const released = releaseLock(lock, grant, now());
        return { lock: released ?? settleLock(lock, now()), answer: released !== null };
      }),
    leave: (projectId, runId) =>
      change(projectId, (lock) => ({ lock: leaveLock(lock, runId, now()), answer: undefined })),
    read: async (projectId) => settleLock(await counters.readLock(projectId), now()),
    watch(projectIds) {
      for (const id of projectIds) watched.add(id);
    },
    async settle() {
      for (const projectId of new Set([...watched, ...unwritten.keys()])) {
        await change(projectId, (lock) => ({ lock: settleLock(lock, now()), answer: null }));
      }
    },
  };
}
