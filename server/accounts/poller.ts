import { fromInstant, type Instant, toInstant } from "../../src/contract/instant.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import { isProviderEnabled, pollSecondsOf } from "../admission/policy.ts";
import { CONFIRM_SECONDS, LONGEST_WAIT_SECONDS } from "../../src/domain/pollPlan.ts";
import type { AccountRecord, KnownAccount, PollState } from "../engines/accountRecords.ts";
import type { Provider, Report } from "../providers/provider.ts";
import { failedReport } from "../providers/report.ts";
import type { AccountBook } from "./accountBook.ts";
import { askVendor, withoutCredential } from "./askVendor.ts";
import { type Cooldowns, createCooldowns } from "./cooldowns.ts";
import { readAccountCredential, type ReadCredential } from "./readAccountCredential.ts";
import type { AccountsDependencies } from "./dependencies.ts";
import { createLanes } from "./lanes.ts";
import { pollOutcome } from "./pollOutcome.ts";

/** At most so many fetches of one provider at a time, whoever asks. */
export const MOST_A_PROVIDER = 4;
/** Without a change, history keeps one row in so many seconds. */
export const HISTORY_SECONDS = 900;

/** Who shuts down waits so long for fetches under way. */
export const CLOSING_MS = 2000;

/** Keeps snapshots fresh, politely. */
export interface Poller {
  load(): Promise<void>;
  /**
   * Asks the vendor of an account now, and keeps what it says; joins a fetch that is under way. A
   * credential that cools down is not used: then what stands is answered. Null without such an account.
   */
  poll(id: string): Promise<PollState | null>;
  /** Starts what is due; `settled` tells when it is over. */
  sweep(): void;
  settled(): Promise<void>;
  isPolling(id: string): boolean;
  /** Asks nobody any more. What lands soon is kept; after that nothing is written. */
  close(): Promise<void>;
}

export function createPoller(deps: AccountsDependencies, book: AccountBook): Poller {
  const { providers, policy, now, random, log } = deps;
  const cooldowns: Cooldowns = createCooldowns(deps);
  const lane = createLanes(MOST_A_PROVIDER);
  const flights = new Map<string, Promise<PollState | null>>();
  /** One request for all accounts with the same credential. */
  const requests = new Map<string, Promise<Report | null>>();
  const answers = new Map<string, { report: Report; at: number }>();
  /** When the vendor of these accounts first said 100 % right after a reset; it is asked once more. */
  const suspects = new Map<string, number>();
  const kept = new Map<string, number>();
  /** Until when accounts rest whose poll could not be kept: nothing else has a next one in it. */
  const rests = new Map<string, number>();
  let closing = false;
  let closed = false;

  const providerOf = (id: ProviderId): Provider => {
    const provider = providers.find((provider) => provider.id === id);
    if (!provider) throw new RangeError(`There is no reader for ${id}.`);
    return provider;
  };

  function poll(id: string, due = false): Promise<PollState | null> {
    const flight = flights.get(id);
    if (flight) return flight;
    const started = pollNow(id, due).finally(() => flights.delete(id));
    flights.set(id, started);
    return started;
  }

  async function pollNow(id: string, due: boolean): Promise<PollState | null> {
    const known = book.find(id);
    if (!known) return null;
    if (closing) return known.poll;
    const provider = providerOf(known.account.provider);
    if (!known.account.enabled || !isProviderEnabled(policy(), provider.id)) return known.poll;
    const { report, read } = await ask(known, provider, due);
    if (report === null || closed) return known.poll;
    return keep(known.account, provider, report, read);
  }

  /** The report is null where nothing was asked, and nothing is to be said of it. */
  async function ask(
    known: KnownAccount,
    provider: Provider,
    due: boolean,
  ): Promise<{ report: Report | null; read: ReadCredential | null }> {
    let read: ReadCredential;
    try {
      read = await readAccountCredential(deps, provider, known.account);
    } catch (error) {
      return { report: withoutCredential(error), read: null };
    }
    const rejected = known.poll.snapshot.status === "auth_required";
    if (due && rejected && read.fingerprint === known.poll.fingerprint) {
      return { report: sameRejection(known.poll), read };
    }
    const shared = due ? sharedAnswer(provider, read.fingerprint, known.poll.snapshot) : null;
    const report = shared ?? (await fetchOnce(provider, read));
    if (report?.status !== "auth_required" || known.account.credential_kind === "token") {
      return { report, read };
    }
    // Another process may have rotated the token meanwhile: look once more.
    const again = await readAccountCredential(deps, provider, known.account).catch(() => read);
    if (again.fingerprint === read.fingerprint) return { report, read };
    return { report: await fetchOnce(provider, again), read: again };
  }

  /**
   * What another account with the same credential was told a moment ago: not what this one knows
   * already, nor what was said before a reset.
   */
  function sharedAnswer(
    provider: Provider,
    fingerprint: string,
    { fetched_at }: PollState["snapshot"],
  ): Report | null {
    const answer = answers.get(fingerprint);
    const young = (pollSecondsOf(policy(), provider) / 2) * 1000;
    if (!answer || now() - answer.at >= young) return null;
    if (fetched_at !== null && answer.at <= fromInstant(fetched_at)) return null;
    const hasReset = answer.report.limits.some(
      ({ resets_at }) =>
        resets_at !== null && fromInstant(resets_at) > answer.at && fromInstant(resets_at) <= now(),
    );
    return hasReset ? null : answer.report;
  }

  /** A tool rotates its token for ever, so what is old is forgotten. */
  function share(fingerprint: string, report: Report): void {
    answers.delete(fingerprint);
    answers.set(fingerprint, { report, at: now() });
    for (const [oldest, { at }] of answers) {
      // Oldest first: what follows is younger.
      if (now() - at < LONGEST_WAIT_SECONDS * 1000) break;
      answers.delete(oldest);
    }
  }

  /** Null where the server closes before it is this one's turn. */
  function fetchOnce(provider: Provider, read: ReadCredential): Promise<Report | null> {
    const under = requests.get(read.fingerprint);
    if (under) return under;
    const request = lane(provider.id, async () => {
      if (closing) return null;
      const until = cooldowns.until(read.fingerprint);
      if (until !== null) return coolingDown(until, now());
      const report = await askVendor(deps, provider, read.credential);
      if (report.status === "rate_limited") {
        const { fingerprint } = read;
        const seconds = await cooldowns.start(fingerprint, report.retry_after_seconds);
        return { ...report, retry_after_seconds: seconds };
      }
      cooldowns.clear(read.fingerprint);
      if (report.status === "ok") share(read.fingerprint, report);
      return report;
    }).finally(() => requests.delete(read.fingerprint));
    requests.set(read.fingerprint, request);
    return request;
  }

  async function keep(
    asked: AccountRecord,
    provider: Provider,
    report: Report,
    read: ReadCredential | null,
  ): Promise<PollState | null> {
    // It may have been changed or removed while the vendor was asked.
    const { id } = asked;
    const known = book.find(id);
    if (!known) return null;
    if (!usesSameCredential(known.account, asked)) return known.poll;
    const at = now();
    const { poll, fresh, visible, suspect } = pollOutcome(
      known.poll,
      {
        report,
        fingerprint: read?.fingerprint ?? null,
        expires_at: read?.credential.expires_at ?? null,
        identity: read?.credential.identity ?? null,
        plan: read?.credential.plan ?? null,
        rereads: known.account.credential_kind !== "token",
        poll_seconds: pollSecondsOf(policy(), provider),
        jitter: random(),
        confirmed: isConfirmed(id, at),
      },
      at,
    );
    if (suspect) suspects.set(id, suspects.get(id) ?? at);
    else if (fresh) suspects.delete(id);
    const history = fresh && (visible || isOld(id, at)) ? toInstant(at) : null;
    await book.keep(id, poll, history, visible);
    if (history !== null) kept.set(id, at);
    if (report.unknown_keys.length > 0 && visible) {
      log.info({ provider: provider.id, account: id, keys: report.unknown_keys }, "vendor drift");
    }
    return poll;
  }

  /** What was wrong for a moment is so again in that moment. In either direction, as a clock may be put back. */
  const isConfirmed = (id: string, at: number) =>
    Math.abs(at - (suspects.get(id) ?? at)) >= CONFIRM_SECONDS * 1000;

  const isOld = (id: string, at: number) =>
    Math.abs(at - (kept.get(id) ?? Number.NEGATIVE_INFINITY)) >= HISTORY_SECONDS * 1000;

  function isDue({ account, poll }: KnownAccount, at: number): boolean {
    const { next_poll_at, snapshot } = poll;
    // A clock that was put back makes the next poll a far one.
    const isAhead = snapshot.fetched_at !== null && fromInstant(snapshot.fetched_at) > at;
    return (
      account.enabled &&
      next_poll_at !== null &&
      (fromInstant(next_poll_at) <= at || isAhead) &&
      (rests.get(account.id) ?? at) <= at &&
      !flights.has(account.id) &&
      isProviderEnabled(policy(), account.provider)
    );
  }

  return {
    load: () => cooldowns.load(),
    poll: (id) => poll(id),
    sweep() {
      const at = now();
      for (const known of book.all()) {
        if (!isDue(known, at)) continue;
        const { id, provider } = known.account;
        rests.delete(id);
        poll(id, true).catch((error: unknown) => {
          rests.set(id, now() + pollSecondsOf(policy(), providerOf(provider)) * 1000);
          log.error({ err: error, account: id }, "a poll failed");
        });
      }
      void book.flush();
    },
    async settled() {
      while (flights.size > 0) await Promise.allSettled(flights.values());
    },
    isPolling: (id) => flights.has(id),
    async close() {
      closing = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSING_MS);
      });
      await Promise.race([this.settled(), late]);
      clearTimeout(timer);
      closed = true;
    },
  };
}

/** What another credential was told may be of another account of the vendor's. */
const usesSameCredential = (a: AccountRecord, b: AccountRecord): boolean =>
  a.credential_kind === b.credential_kind &&
  a.credential_source === b.credential_source &&
  a.sealed === b.sealed;

/** The credential is still the one that was rejected: asking again would only be rude. */
const sameRejection = ({ snapshot }: PollState): Report =>
  failedReport(
    "auth_required",
    snapshot.error?.code ?? "auth_required",
    snapshot.error?.message ?? "The vendor does not accept this sign-in.",
  );

/** What stands while a credential rests: nothing was asked. */
const coolingDown = (until: Instant, now: number): Report =>
  failedReport("rate_limited", "cooling_down", "The usage endpoint asked to wait.", {
    retry_after_seconds: Math.max(1, Math.ceil((fromInstant(until) - now) / 1000)),
  });
