import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActivityEntry } from "../../src/contract/activity.ts";
import type { Snapshot } from "../../src/contract/snapshot.ts";
import type { AccountRecord, KnownAccount, PollState } from "./accountRecords.ts";
import { EngineUnavailableError } from "./engineUnavailable.ts";
import type { Records } from "./records.ts";

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const minute = (n: number) => `2026-03-01T12:${String(n).padStart(2, "0")}:00.123Z`;
const EVER = ["1970-01-01T00:00:00.000Z", "2100-01-01T00:00:00.000Z"] as const;

const snapshotOf = (n: number, more: Partial<Snapshot> = {}): Snapshot => ({
  account_id: idOf(n),
  provider: "claude",
  plan: null,
  status: null,
  vendor_verdict: null,
  coverage: "full",
  default_scopes: ["account"],
  limits: [],
  observed_at: null,
  fetched_at: null,
  retry_after: null,
  error: null,
  ...more,
});

const pollOf = (n: number, more: Partial<PollState> = {}): PollState => ({
  snapshot: snapshotOf(n),
  next_poll_at: null,
  failures: 0,
  fingerprint: null,
  expires_at: null,
  identity: null,
  unknown_keys: [],
  ...more,
});

const knownOf = (n: number, more: Partial<AccountRecord> = {}): KnownAccount => ({
  account: {
    id: idOf(n),
    provider: "claude",
    nickname: "it's mine; drop table accounts; — ünïcode 🦊",
    user_id: null,
    enabled: true,
    created_at: minute(n),
    credential_kind: "token",
    credential_source: null,
    sealed: "v1.AAECAw==",
    ...more,
  },
  poll: pollOf(n),
});

/** As full as a poll gets: every member has a value, or a null inside one. */
const full = (n: number): PollState => ({
  snapshot: snapshotOf(n, {
    plan: { id: "max_20x", label: 'Max "20×" \\ 最大 🦊' },
    status: "partial",
    vendor_verdict: "allowed",
    coverage: "partial",
    default_scopes: ["account", "pool:größe"],
    limits: [
      {
        id: "balance:USD",
        label: "línea\n",
        kind: "balance",
        scope: "model:fable",
        unit: "currency",
        currency: "USD",
        used: Number.MAX_SAFE_INTEGER,
        max: 1.797_693_134_862_315_7e308,
        remaining: -0.1,
        used_pct: null,
        cap: "limited",
        window_kind: "none",
        window_seconds: null,
        resets_at: null,
        reset_trust: "none",
        expires_at: null,
        gates: false,
        enabled: null,
        depleted: null,
        observed_at: minute(7),
      },
    ],
    observed_at: minute(7),
    fetched_at: minute(8),
    retry_after: minute(9),
    error: { code: "bad_answer", message: "An answer without a limit." },
  }),
  next_poll_at: minute(9),
  failures: 2_000_000_000,
  fingerprint: "5f3759df",
  expires_at: minute(59),
  identity: "d•••@e•••.com",
  unknown_keys: ['limits[].{"a":1}', "größe", ""],
});

const entryOf = (n: number, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id: idOf(n),
  at: minute(n),
  kind: "account_added",
  text: "dana's “Claude 🦊” was added.",
  user_id: null,
  account_id: null,
  ...more,
});

/** What every record engine promises about accounts; for `reopen` see `recordsConformance`. */
export function accountsConformance(
  name: string,
  open: () => Promise<Records>,
  reopen?: (records: Records) => Promise<Records>,
): void {
  describe(`accounts, ${name}`, () => {
    let records: Records;
    beforeEach(async () => {
      records = await open();
    });
    afterEach(() => records.close());

    const add = async (...known: KnownAccount[]) => {
      for (const one of known) await records.addAccount(one);
    };
    const history = (n: number) => records.listHistory(idOf(n), ...EVER);
    const ids = (entries: readonly { id: string }[]) =>
      entries.map(({ id }) => Number(id.slice(-12)));
    const write = (n: number, at: string, failures = 0) =>
      records.writePoll(idOf(n), pollOf(n, { failures, snapshot: sized(n, failures) }), at);
    const sized = (n: number, size: number) =>
      snapshotOf(n, { plan: { id: String(size), label: "" } });

    it("gives back what was put in, to the millisecond and the last digit and character", async () => {
      const bare = knownOf(1, { user_id: "dana", credential_kind: "file", sealed: null });
      const rich = { ...knownOf(2, { credential_source: "~/größe" }), poll: full(2) };
      await add(bare, rich);
      expect(await records.listAccounts()).toEqual([bare, rich]);
      expect(await records.writePoll(idOf(1), full(1), minute(3))).toBe(true);
      expect(await records.listAccounts()).toEqual([{ ...bare, poll: full(1) }, rich]);
      expect(await history(1)).toEqual([{ at: minute(3), snapshot: full(1).snapshot }]);
      expect(await records.writePoll(idOf(1), pollOf(1), null)).toBe(true);
      expect(await records.listAccounts()).toEqual([bare, rich]);
      expect(await history(1)).toHaveLength(1);
    });

    it("lists accounts by when they were added, then by id, and keeps the first of an id", async () => {
      expect(await records.listAccounts()).toEqual([]);
      const at = { created_at: minute(5) };
      const earliest = { created_at: minute(1) };
      await add(knownOf(4, at), knownOf(9, earliest), knownOf(3, at), knownOf(2));
      await expect(
        records.addAccount(knownOf(9, { nickname: "Other" })),
      ).rejects.not.toBeInstanceOf(EngineUnavailableError);
      const listed = await records.listAccounts();
      expect(ids(listed.map(({ account }) => account))).toEqual([9, 2, 3, 4]);
      expect(listed[0]).toEqual(knownOf(9, earliest));
    });

    it("adds one under a key of a person's, for as long as it is there, whoever it belongs to", async () => {
      const used = { added_by: "dana", key: "key", digest: "d1" };
      const two = [knownOf(1), knownOf(2)];
      const added = await Promise.all(two.map((one) => records.addAccount(one, used)));
      expect(added.filter(Boolean)).toHaveLength(1);
      const first = added[0] ? 1 : 2;
      const found = { id: idOf(first), digest: "d1" };
      expect(await records.findAddedAccount("dana", "key")).toEqual(found);
      expect(await records.findAddedAccount("dana", "other")).toBeNull();
      expect(await records.findAddedAccount("eve", "key")).toBeNull();
      expect(await records.addAccount(knownOf(3), { ...used, added_by: "eve" })).toBe(true);
      expect(await records.addAccount(knownOf(4), { ...used, key: "k2" })).toBe(true);
      await add(knownOf(5), knownOf(6));
      const listed = await records.listAccounts();
      expect(ids(listed.map(({ account }) => account))).toEqual([first, 3, 4, 5, 6]);
      expect(listed[0]).toEqual(knownOf(first));
      await records.removeAccount(idOf(first));
      expect(await records.findAddedAccount("dana", "key")).toBeNull();
      expect(await records.addAccount(knownOf(7), used)).toBe(true);
    });

    it("changes what the patch names and nothing else, and nothing of a missing account", async () => {
      await add(knownOf(1), { ...knownOf(2), poll: full(2) });
      const patch = {
        nickname: "Work",
        enabled: false,
        credential_kind: "environment",
        credential_source: "TOKEN",
        sealed: null,
      } as const;
      const changed = knownOf(2, patch);
      expect(await records.changeAccount(idOf(2), patch)).toEqual(changed.account);
      expect(await records.changeAccount(idOf(2), {})).toEqual(changed.account);
      expect(await records.changeAccount(idOf(3), patch)).toBeNull();
      expect(await records.changeAccount(idOf(3), {})).toBeNull();
      expect(await records.listAccounts()).toEqual([knownOf(1), { ...changed, poll: full(2) }]);
    });

    it("removes an account with its poll and its history, and nothing of others", async () => {
      await add({ ...knownOf(1), poll: full(1) }, knownOf(2));
      await write(1, minute(1));
      await write(2, minute(1), 7);
      await records.addActivity(entryOf(1, { account_id: idOf(1) }));
      await records.writeCooldown("5f3759df", minute(9));
      expect(await records.removeAccount(idOf(1))).toBe(true);
      expect(await records.removeAccount(idOf(1))).toBe(false);
      expect((await records.listAccounts()).map(({ poll }) => poll.failures)).toEqual([7]);
      expect(await history(1)).toEqual([]);
      expect(await history(2)).toHaveLength(1);
      expect(await records.listActivity({ limit: 9 })).toHaveLength(1);
      expect(await records.readCooldowns(minute(0))).toHaveLength(1);
      await add(knownOf(1));
      expect(await records.listAccounts()).toContainEqual(knownOf(1));
      expect(await history(1)).toEqual([]);
    });

    it("writes nothing of a poll whose account is gone, however they race", async () => {
      await add(knownOf(1), knownOf(2));
      expect(await write(3, minute(1))).toBe(false);
      const [first, removed, second] = await Promise.all([
        write(1, minute(1)),
        records.removeAccount(idOf(1)),
        write(1, minute(2)),
      ]);
      expect([typeof first, removed, typeof second]).toEqual(["boolean", true, "boolean"]);
      expect(await write(1, minute(3))).toBe(false);
      expect(await records.listAccounts()).toEqual([knownOf(2)]);
      await add(knownOf(1), knownOf(3));
      expect([await history(1), await history(3)]).toEqual([[], []]);
    });

    it("writes a poll whole or not at all", async () => {
      await add(knownOf(1));
      await expect(write(1, "no instant", 7)).rejects.not.toBeInstanceOf(EngineUnavailableError);
      expect(await records.listAccounts()).toEqual([knownOf(1)]);
      expect(await history(1)).toEqual([]);
    });

    it("keeps one history row of an account and a time, the last that was written", async () => {
      await add(knownOf(1), knownOf(2));
      await write(1, minute(1), 1);
      await write(2, minute(1), 2);
      await write(1, minute(1), 3);
      expect(await history(1)).toEqual([{ at: minute(1), snapshot: sized(1, 3) }]);
      expect(await history(2)).toEqual([{ at: minute(1), snapshot: sized(2, 2) }]);
    });

    it("lists history oldest first, from a moment, included, to another, excluded", async () => {
      const start = Date.parse(minute(0));
      const moment = (ms: number) => new Date(start + ms).toISOString();
      const kept = [7, 0, 3, 4, 9, 1];
      await add(knownOf(1));
      for (const ms of kept) await write(1, moment(ms), ms);
      const edge = fc.integer({ min: -1, max: 11 });
      await fc.assert(
        fc.asyncProperty(edge, edge, async (from, to) => {
          const rows = await records.listHistory(idOf(1), moment(from), moment(to));
          const within = kept.filter((ms) => ms >= from && ms < to).toSorted((a, b) => a - b);
          expect(rows).toEqual(within.map((ms) => ({ at: moment(ms), snapshot: sized(1, ms) })));
        }),
        { seed: 1 },
      );
      expect(await records.listHistory(idOf(2), ...EVER)).toEqual([]);
    });

    it("compares moments, not how they are spelled", async () => {
      const [short, long] = ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000Z"];
      await add(knownOf(1));
      await write(1, long);
      await records.writeCooldown("a", long);
      await records.writeCooldown("b", "2026-03-01T12:00:00.001Z");
      await records.addActivity(entryOf(2, { at: long }));
      expect(await records.listHistory(idOf(1), short, EVER[1])).toHaveLength(1);
      expect(await records.listHistory(idOf(1), EVER[0], short)).toHaveLength(0);
      expect((await records.readCooldowns(short)).map(({ fingerprint }) => fingerprint)).toEqual([
        "b",
      ]);
      const after = (n: number) =>
        records.listActivity({ limit: 9, after: { at: short, id: idOf(n) } });
      expect([await after(2), await after(3)]).toEqual([[], [entryOf(2, { at: long })]]);
      await records.prune({ history: short, activity: short, cooldowns: short });
      expect(await history(1)).toHaveLength(1);
    });

    it("lets the later of two cool-downs stand, and names those after now", async () => {
      await records.writeCooldown("a", minute(5));
      await records.writeCooldown("a", minute(3));
      await records.writeCooldown("b", minute(2));
      await records.writeCooldown("b", minute(4));
      const after = async (now: string) =>
        new Map(
          (await records.readCooldowns(now)).map(({ fingerprint, until }) => [fingerprint, until]),
        );
      expect(await after(minute(3))).toEqual(
        new Map([
          ["a", minute(5)],
          ["b", minute(4)],
        ]),
      );
      expect(await after(minute(4))).toEqual(new Map([["a", minute(5)]]));
      expect(await after(minute(5))).toEqual(new Map());
    });

    it("lists what happened newest first, then by id, in pages that miss and repeat nothing", async () => {
      const at = minute(30);
      for (const n of [4, 2, 6, 31, 5, 3, 29]) {
        await records.addActivity(entryOf(n, n < 10 ? { at } : {}));
      }
      await expect(records.addActivity(entryOf(4, { text: "Other" }))).rejects.not.toBeInstanceOf(
        EngineUnavailableError,
      );
      const all = await records.listActivity({ limit: 100 });
      expect(ids(all)).toEqual([31, 6, 5, 4, 3, 2, 29]);
      expect(all[0]).toEqual(entryOf(31));
      expect(all[3]).toEqual(entryOf(4, { at }));
      for (const limit of [1, 2, 3, 7, 8]) {
        const seen: ActivityEntry[] = [];
        // One page more than there can be, lest what repeats goes on for ever.
        for (let pages = 0; pages <= all.length / limit + 1; pages++) {
          seen.push(...(await records.listActivity({ limit, after: seen.at(-1) })));
        }
        expect(seen).toEqual(all);
      }
      // A position need not be an entry's.
      expect(ids(await records.listActivity({ limit: 1, after: { at, id: idOf(9) } }))).toEqual([
        6,
      ]);
    });

    it("shows a user what concerns them and everyone, and whoever asks for all of it all", async () => {
      await records.addActivity(entryOf(1, { user_id: "dana" }));
      await records.addActivity(entryOf(2, { user_id: "eve" }));
      await records.addActivity(entryOf(3));
      await records.addActivity(entryOf(4, { user_id: "dana" }));
      const list = (filter: object) => records.listActivity({ limit: 9, ...filter }).then(ids);
      expect(await list({})).toEqual([4, 3, 2, 1]);
      expect(await list({ user_id: "dana" })).toEqual([4, 3, 1]);
      expect(await list({ user_id: "dana", limit: 2 })).toEqual([4, 3]);
      expect(await list({ user_id: "dana", after: { at: minute(3), id: idOf(3) } })).toEqual([1]);
      expect(await list({ user_id: "eve" })).toEqual([3, 2]);
      expect(await list({ user_id: "nobody" })).toEqual([3]);
    });

    it("prunes what is older than its own instant, and not what is as old", async () => {
      await add(knownOf(1), knownOf(2));
      for (const n of [1, 2, 3, 4, 5]) {
        await write(1, minute(n), n);
        await write(2, minute(n), n);
        await records.addActivity(entryOf(n));
        await records.writeCooldown(String(n), minute(n));
      }
      const before = { history: minute(2), activity: minute(3), cooldowns: minute(4) };
      await records.prune(before);
      await records.prune(before);
      for (const n of [1, 2]) {
        expect((await history(n)).map(({ at }) => at)).toEqual([2, 3, 4, 5].map(minute));
      }
      expect(ids(await records.listActivity({ limit: 9 }))).toEqual([5, 4, 3]);
      const cooled = await records.readCooldowns(EVER[0]);
      expect(cooled.map(({ fingerprint }) => fingerprint).toSorted()).toEqual(["4", "5"]);
      // What was last seen stays, however old.
      await records.prune({ history: EVER[1], activity: EVER[1], cooldowns: EVER[1] });
      expect((await records.listAccounts()).map(({ poll }) => poll.failures)).toEqual([5, 5]);
    });

    it("shares nothing of what it keeps with those who wrote or read it", async () => {
      const scramble = (value: object) => {
        for (const [key, inner] of Object.entries(value)) {
          if (inner !== null && typeof inner === "object") scramble(inner);
          Object.assign(value, { [key]: "scrambled" });
        }
      };
      const given = { ...knownOf(1), poll: full(1) };
      const poll = full(1);
      const patch = { nickname: "Work" };
      const entry = entryOf(1);
      await records.addAccount(given);
      scramble(given);
      expect(await records.listAccounts()).toEqual([{ ...knownOf(1), poll: full(1) }]);
      await records.writePoll(idOf(1), poll, minute(1));
      await records.addActivity(entry);
      await records.writeCooldown("a", minute(9));
      for (const written of [poll, entry]) scramble(written);
      const read = async () => [
        await records.changeAccount(idOf(1), patch),
        await records.listAccounts(),
        await history(1),
        await records.readCooldowns(minute(0)),
        await records.listActivity({ limit: 9 }),
      ];
      const changed = { ...knownOf(1, patch), poll: full(1) };
      const kept = [
        changed.account,
        [changed],
        [{ at: minute(1), snapshot: full(1).snapshot }],
        [{ fingerprint: "a", until: minute(9) }],
        [entryOf(1)],
      ];
      const first = await read();
      expect(first).toEqual(kept);
      scramble(first);
      expect(await read()).toEqual(kept);
    });

    // Only engines that keep their data beyond the process have more to promise.
    if (!reopen) return;

    it("still has accounts, history, cool-downs and activity after it was opened again", async () => {
      await add(knownOf(1));
      await records.writePoll(idOf(1), full(1), minute(1));
      await records.writeCooldown("a", minute(9));
      await records.addActivity(entryOf(1));
      records = await reopen(records);
      expect(await records.listAccounts()).toEqual([{ ...knownOf(1), poll: full(1) }]);
      expect(await history(1)).toEqual([{ at: minute(1), snapshot: full(1).snapshot }]);
      expect(await records.readCooldowns(minute(8))).toEqual([
        { fingerprint: "a", until: minute(9) },
      ]);
      expect(await records.listActivity({ limit: 9 })).toEqual([entryOf(1)]);
    });

    it("says that accounts are unavailable once it is closed", async () => {
      const closed = records;
      await closed.close();
      await expect(closed.listAccounts()).rejects.toThrow(EngineUnavailableError);
      await expect(closed.writePoll(idOf(1), pollOf(1), null)).rejects.toThrow(
        EngineUnavailableError,
      );
      records = await open();
    });
  });
}
