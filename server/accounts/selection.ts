import type { Scope } from "../../src/contract/limit.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import {
  type AccountsFact,
  capSkipWords,
  selectAccount,
  type Selection,
  type Skipped,
  skipWords,
} from "../../src/domain/selectAccount.ts";
import type { Activity } from "../admission/activity.ts";
import { isProviderEnabled, pollSecondsOf } from "../admission/policy.ts";
import type { AccountBook } from "./accountBook.ts";
import type { AccountsDependencies } from "./dependencies.ts";

/** What work asks of accounts. */
export interface Wanted {
  provider: ProviderId;
  user_id: string;
  model: string | null;
  scopes: readonly Scope[] | null;
}

/** Which account work goes to. */
export interface Selecting {
  /** The provider's accounts that this person's work may use; null if there are none. */
  factOf(wanted: Wanted): AccountsFact | null;
  /**
   * Chooses for a moment (milliseconds since 1970), remembers the choice, and tells of those that
   * were skipped.
   */
  select(fact: AccountsFact, at: number): Promise<Selection>;
}

export function createSelecting(
  { providers, policy, log }: Pick<AccountsDependencies, "providers" | "policy" | "log">,
  { book, activity }: { book: AccountBook; activity: Activity },
): Selecting {
  const selected = new Map<string, number>();

  async function tell(
    { provider }: AccountsFact,
    skip: Skipped,
    at: number,
    openToOthers: boolean,
  ): Promise<void> {
    const user_id = book.find(skip.account_id)?.account.user_id ?? null;
    const words = skipWords(provider, skip, at, openToOthers);
    await write(`skip ${skip.account_id}`, words, skip, user_id);
  }

  /** What caps somebody has set is nobody else's business, also where the account is everyone's. */
  function tellOverCaps({ provider, user_id }: AccountsFact, skip: Skipped, at: number) {
    const words = capSkipWords(provider, skip, at);
    return write(`cap ${skip.account_id} ${user_id}`, words, skip, user_id);
  }

  async function write(
    key: string,
    words: string,
    { account_id, resets_at }: Skipped,
    user_id: string | null,
  ): Promise<void> {
    if (await activity.addOnce(key, "account_skipped", words, { user_id, account_id })) {
      log.info({ account: account_id, resets_at }, words);
    }
  }

  return {
    factOf({ provider: id, user_id, model, scopes }) {
      const provider = providers.find((provider) => provider.id === id);
      if (!provider || !isProviderEnabled(policy(), id)) return null;
      const candidates = book
        .ofProvider(id)
        .filter(({ account }) => account.enabled)
        .filter(({ account }) => account.user_id === null || account.user_id === user_id)
        .map(({ account, poll }) => ({
          account_id: account.id,
          name: account.nickname,
          user_id: account.user_id,
          snapshot: poll.snapshot,
          selected_at: selected.get(account.id) ?? null,
        }));
      if (candidates.length === 0) return null;
      return {
        provider: id,
        user_id,
        poll_seconds: pollSecondsOf(policy(), provider),
        model,
        scopes,
        candidates,
      };
    },

    async select(fact, at) {
      const selection = selectAccount(fact, at);
      const { chosen, skipped, open_to_others, over_caps } = selection;
      if (chosen) selected.set(chosen.candidate.account_id, at);
      await Promise.all([
        ...skipped.map((skip) => tell(fact, skip, at, open_to_others.has(skip.account_id))),
        ...over_caps.map((skip) => tellOverCaps(fact, skip, at)),
      ]);
      return selection;
    },
  };
}
