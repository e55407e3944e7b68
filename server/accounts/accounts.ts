import { toInstant } from "../../src/contract/instant.ts";
import { createActivity, type Activity } from "../admission/activity.ts";
import { type AccountBook, createAccountBook } from "./accountBook.ts";
import { type Connections, createConnections } from "./connections.ts";
import type { AccountsDependencies } from "./dependencies.ts";
import { createPoller, type Poller } from "./poller.ts";
import { createRefreshJobs, type RefreshJobs } from "./refreshJobs.ts";
import { createSelecting, type Selecting } from "./selection.ts";

/** Provider accounts, whole. */
export interface Accounts {
  book: AccountBook;
  poller: Poller;
  connections: Connections;
  jobs: RefreshJobs;
  selecting: Selecting;
  activity: Activity;
  /** What the records know, before anything asks. */
  load(): Promise<void>;
  /** Removes what is older than the policy keeps. */
  prune(): Promise<void>;
}

const DAY_MS = 86_400_000;

export function createAccounts(deps: AccountsDependencies): Accounts {
  const book = createAccountBook(deps);
  const poller = createPoller(deps, book);
  const activity = createActivity(deps);
  const connections = createConnections(deps, { book, poller, activity });
  return {
    book,
    poller,
    connections,
    activity,
    jobs: createRefreshJobs(deps, { book, poller, connections }),
    selecting: createSelecting(deps, { book, activity }),
    async load() {
      await book.load();
      await poller.load();
    },
    async prune() {
      const { history_days, activity_days } = deps.policy().retention;
      const before = (days: number) => toInstant(deps.now() - days * DAY_MS);
      await deps.records.prune({
        history: before(history_days),
        activity: before(activity_days),
        cooldowns: toInstant(deps.now()),
      });
    },
  };
}
