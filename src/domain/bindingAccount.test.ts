import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { snapshotExample } from "../contract/snapshotExample.ts";
import { bindingAccounts } from "./bindingAccount.ts";
import type { Candidate } from "./selectAccount.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);
const PACE = 300;

const limit = (id: string, used_pct: number | null, more: Partial<Limit> = {}): Limit =>
  limitExample({ id, used_pct, resets_at: at(7200), observed_at: at(-60), ...more });

const account = (name: string, limits: Limit[], more: Partial<Snapshot> = {}): Candidate => ({
  account_id: name,
  name,
  selected_at: null,
  snapshot: snapshotExample({
    account_id: name,
    limits,
    observed_at: at(-60),
    fetched_at: at(-60),
    ...more,
  }),
});

const factOf = (candidates: Candidate[], provider: "claude" | "codex" = "claude") => ({
  provider,
  user_id: "dana",
  model: null,
  scopes: null,
  poll_seconds: PACE,
  candidates,
});
const namesOf = (...facts: Parameters<typeof bindingAccounts>[0]) =>
  bindingAccounts(facts, NOW).map(({ limit, nickname }) => `${limit.id} of ${nickname}`);
const binding = (...candidates: Candidate[]) => namesOf(factOf(candidates))[0] ?? null;

const roomy = account("roomy", [limit("session", 10), limit("weekly", 20)]);
const tight = account("tight", [limit("session", 30), limit("weekly", 90)]);
const spent = account("spent", [limit("session", 100), limit("weekly", 40)]);
const spentLonger = account("longer", [limit("weekly", 100, { resets_at: at(9000) })]);
const unknown = account("unknown", [limit("weekly", null)]);
const unseen = account("unseen", [], { status: null, observed_at: null });
const rejected = account("rejected", [limit("weekly", 70)], { status: "auth_required" });
const old = at(-3600);
const staleSpent = account(
  "stale",
  [limit("weekly", 100, { reset_trust: "upper_bound", observed_at: old })],
  { observed_at: old },
);

describe("what binds work with the accounts of a provider", () => {
  it.each<[string, Candidate[], string | null]>([
    ["the tighter limit of the only account", [tight], "weekly of tight"],
    ["that of the account with the most room", [tight, roomy, spent], "weekly of roomy"],
    [
      "where all are out, that of the one that is back first",
      [spentLonger, spent],
      "session of spent",
    ],
    ["nothing where no account was ever seen", [unseen], null],
    ["nothing where no share is known", [unknown], null],
    ["that of a known good one before an unknown one", [unseen, tight], "weekly of tight"],
    ["nothing where only an unknown one may still have room", [spent, unseen], null],
    ["nothing of before the vendor rejected the sign-in", [rejected], null],
    ["no exhaustion that is neither fresh nor has a reset to rely on", [staleSpent], null],
    ["no reset that is due", [account("due", [limit("weekly", 100, { resets_at: at(-1) })])], null],
    ["nothing without accounts", [], null],
  ])("is %s", (_, candidates, expected) => {
    expect(binding(...candidates)).toBe(expected);
  });

  it("is one of each provider, and none that is used up while another is not", () => {
    const [claude, codex] = [factOf([tight]), factOf([roomy], "codex")];
    expect(namesOf(claude, codex)).toEqual(["weekly of tight", "weekly of roomy"]);
    expect(namesOf(factOf([spent]), codex)).toEqual(["weekly of roomy"]);
    expect(namesOf(factOf([spent]), factOf([spentLonger], "codex"))).toEqual([
      "session of spent",
      "weekly of longer",
    ]);
  });

  it("is not what limits a model alone, nor information", () => {
    const model = limit("weekly:model:opus", 99, { scope: "model:opus" });
    const extra = limit("extra", 98, { gates: false });
    expect(binding(account("a", [limit("weekly", 40), model, extra]))).toBe("weekly of a");
  });
});
