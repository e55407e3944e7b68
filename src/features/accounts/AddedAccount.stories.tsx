import type { Connection } from "../../contract/providers.ts";
import type { Snapshot } from "../../contract/snapshot.ts";
import { eachState } from "../../gallery/eachState.ts";
import { accountWith } from "../../gallery/sampleAccounts.ts";
import { limitsByKind, limitsHalfKnown } from "../../gallery/sampleLimits.ts";
import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { AddedAccount } from "./AddedAccount.tsx";

const acts = {
  vendor: "Claude",
  isRemoving: false,
  onKeep: () => {},
  onRemove: () => {},
  onAnother: () => {},
};

const failed = (status: Snapshot["status"], message: string) =>
  accountWith({}, { status, limits: [], plan: null, error: { code: "x", message } });

const all = Object.entries({ ...limitsByKind, ...limitsHalfKnown }).map(([id, limit]) => ({
  ...limit,
  id,
}));

const accounts: Readonly<Record<string, Connection>> = {
  works: accountWith(),
  "works-without-more": accountWith({ identity: null }, { plan: null }),
  "every-kind-of-limit": accountWith({}, { limits: all }),
  "still-asking": accountWith({ polling: true }, { status: null, limits: [], plan: null }),
  "sign-in-again": failed("auth_required", "The vendor does not accept this sign-in."),
  "no-usage-to-read": failed("unsupported", "An API key has no usage to read."),
  "not-reachable": failed("error", "HTTP 503."),
  blocked: failed("blocked", "HTTP 403 with a page instead of JSON."),
  "no-limit": failed("partial", "The answer holds no limit that can be read."),
  "asks-to-wait": failed("rate_limited", "The usage endpoint asks to wait."),
  "long-name": accountWith({ nickname: sampleText.long }),
  "unbreakable-name": accountWith({ nickname: sampleText.unbreakable }),
  arabic: accountWith({ nickname: sampleText.arabic }),
  "long-message": failed("error", sampleText.long),
};

export const stories = [
  storiesOf("AddedAccount", AddedAccount, {
    ...eachState(accounts, (connection) => ({ props: { connection, ...acts } })),
    "being-removed": { props: { connection: accountWith(), ...acts, isRemoving: true } },
  }),
];
