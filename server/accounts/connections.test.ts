import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CredentialInput } from "../../src/contract/providers.ts";
import { localOperator, type Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import { createMemoryRecords } from "../engines/memoryRecords.ts";
import type { Report } from "../providers/provider.ts";
import {
  type AccountsWorld,
  at,
  failedReport,
  held,
  openAccounts,
  recordOf,
  weekly,
} from "./accountsTestSetup.ts";

const ann: Principal = { id: "ann", name: "Ann", role: "member" };
const bob: Principal = { id: "bob", name: "Bob", role: "member" };
const viewer: Principal = { id: "vera", name: "Vera", role: "viewer" };

let world: AccountsWorld;
beforeEach(async () => {
  world = await openAccounts();
});
afterEach(() => vi.useRealTimers());

const connections = () => world.accounts.connections;
const known = (id: string) => world.accounts.book.find(id);

/** What an act comes to: "done", or the fault it meets. */
const outcome = async (act: () => unknown): Promise<string> => {
  try {
    await act();
    return "done";
  } catch (error) {
    if (error instanceof RequestFault) return error.fault;
    throw error;
  }
};

describe("an account", () => {
  const who: [name: string, principal: Principal, workspace: string[], anns: string[]][] = [
    ["an operator", localOperator, ["done", "done"], ["done", "done"]],
    ["its owner", ann, ["done", "forbidden"], ["done", "done"]],
    ["another member", bob, ["done", "forbidden"], ["not_found", "not_found"]],
    ["a viewer", viewer, ["done", "forbidden"], ["not_found", "not_found"]],
  ];

  it.each(who)("is seen and changed by %s as its owner allows", async (_, asks, ...expected) => {
    const accounts = [await world.add("w"), await world.add("a", "claude", ann)];
    const seen = connections().visible(asks);
    for (const [index, id] of accounts.entries()) {
      const before = await recordOf(world, id);
      const sees = await outcome(() => connections().find(asks, id));
      const changes = await outcome(() => connections().change(asks, id, { nickname: "New" }));
      expect([sees, changes]).toEqual(expected[index]);
      expect(seen.some((read) => read.id === id)).toBe(sees === "done");
      const nickname = changes === "done" ? "New" : before.nickname;
      expect(await recordOf(world, id)).toEqual({ ...before, nickname });
      expect(await outcome(() => connections().remove(asks, id))).toBe(changes);
      expect(known(id) === null).toBe(changes === "done");
    }
  });

  it("belongs to whom it was added for", async () => {
    const credential = { kind: "token", token: "t" } as const;
    const add = (principal: Principal, owner: "workspace" | "me") =>
      connections().add(principal, { provider: "claude", nickname: null, credential, owner });
    expect((await add(localOperator, "workspace")).user_id).toBeNull();
    expect((await add(localOperator, "me")).user_id).toBe("local");
    expect((await add(ann, "me")).user_id).toBe("ann");
    expect(await outcome(() => add(ann, "workspace"))).toBe("forbidden");
    expect(await world.records.listAccounts()).toHaveLength(3);
  });

  const onMachine: CredentialInput[] = [
    { kind: "file", path: "/login.json" },
    { kind: "environment", name: "TOKEN" },
    { kind: "discovered", id: "claude:tool" },
  ];
  it.each(onMachine)(
    "reads %o on the server's machine for operators only, added or changed",
    async (credential) => {
      for (const source of ["/login.json", "TOKEN", "claude:tool"]) world.putFile(source, "theirs");
      const add = (principal: Principal) =>
        connections().add(principal, {
          provider: "claude",
          nickname: null,
          credential,
          owner: "me",
        });
      const own = await world.add("own", "claude", ann);
      const before = await recordOf(world, own);
      expect(await outcome(() => add(ann))).toBe("forbidden");
      const change = () => connections().change(ann, own, { credential });
      expect(await outcome(change)).toBe("forbidden");
      expect(await recordOf(world, own)).toEqual(before);
      expect(await world.records.listAccounts()).toHaveLength(1);
      expect(world.asked).not.toContain("theirs");
      expect(await add(localOperator)).toMatchObject({ state: "available" });
      expect(world.asked).toContain("theirs");
    },
  );

  it("is known by who its credential belongs to, masked", async () => {
    world.putFile("/login.json", "dana");
    const id = await world.addFile("/login.json");
    const { identity, credential } = connections().present(known(id)!);
    expect(identity).toBe("d•••@e•••.com");
    expect(credential).toEqual({ kind: "file", place: "/login.json", expires_at: null });
  });

  it("has a name of its own, also if two are added while the records are slow", async () => {
    const records = createMemoryRecords();
    const { promise, release } = held<void>();
    const addAccount = records.addAccount.bind(records);
    let waiting = 0;
    records.addAccount = async (account) => {
      waiting += 1;
      await promise;
      return addAccount(account);
    };
    world = await openAccounts(records);
    const adding = [world.add("a"), world.add("b")];
    await expect.poll(() => waiting).toBe(2);
    release();
    await Promise.all(adding);
    const names = (await world.records.listAccounts()).map(({ account }) => account.nickname);
    expect(names.toSorted()).toEqual(["Claude 1", "Claude 2"]);
  });

  it("takes the first number that is free", async () => {
    const ids = [await world.add("a"), await world.add("b"), await world.add("c")];
    await connections().remove(localOperator, ids[1] ?? "");
    await world.add("x", "codex");
    await world.add("d");
    const names = (await world.records.listAccounts()).map(({ account }) => account.nickname);
    expect(names).toEqual(["Claude 1", "Claude 3", "Codex 1", "Claude 2"]);
  });
});

describe("the first answer", () => {
  it("is waited for eight seconds, and lands all the same when it comes later", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { promise, release } = held<Report>();
    const asked = held<void>();
    world.answer(() => {
      asked.release();
      return promise;
    });
    let settled = false;
    const adding = world.add("t").finally(() => {
      settled = true;
    });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(7999);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const id = await adding;
    expect(connections().present(known(id)!)).toMatchObject({ polling: true, state: "unknown" });
    release(weekly(30));
    await world.accounts.poller.settled();
    expect(connections().present(known(id)!)).toMatchObject({
      polling: false,
      state: "available",
      snapshot: { limits: [{ used_pct: 30 }] },
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("another credential", () => {
  const token = (token: string) => ({ credential: { kind: "token", token } as const });

  it("is asked at once, and nothing of the account before stands", async () => {
    world.putFile("/login.json", "dana");
    const id = await world.addFile("/login.json");
    world.pass(10);
    world.answer(() => failedReport("error", "http_500", "HTTP 500."), "new");
    const changed = await connections().change(localOperator, id, token("new"));
    expect(changed).toMatchObject({
      credential: { kind: "token", place: null },
      identity: null,
      snapshot: { limits: [], observed_at: null, plan: null, status: "error" },
    });
    expect(world.asked).toEqual(["dana", "new"]);
    const written = (await world.records.listAccounts())[0];
    expect(written?.poll).toEqual(known(id)?.poll);
    expect(await recordOf(world, id)).toMatchObject({ credential_source: null });
  });

  it("is not overtaken by what was asked with the one before", async () => {
    const id = await world.add("old");
    const { promise, release } = held<Report>();
    const asked = held<void>();
    world.answer(() => {
      asked.release();
      return promise;
    }, "old");
    world.answer(() => weekly(7), "new");
    const before = world.accounts.poller.poll(id);
    await asked.promise;
    const { sealed } = await recordOf(world, id);
    const changing = connections().change(localOperator, id, token("new"));
    await expect.poll(async () => (await recordOf(world, id)).sealed).not.toBe(sealed);
    release(weekly(99));
    await before;
    expect((await changing).snapshot.limits).toMatchObject([{ used_pct: 7 }]);
    expect(known(id)?.poll.snapshot.limits).toMatchObject([{ used_pct: 7 }]);
  });

  it("is tried even if the one before waits for a person", async () => {
    world.answer(() => failedReport("auth_required", "http_401", "Sign in."), "old");
    const id = await world.add("old");
    expect(await connections().change(localOperator, id, token("new"))).toMatchObject({
      state: "available",
      next_poll_at: expect.any(String),
    });
  });

  it("that cannot be read is named, and the one before stays", async () => {
    const id = await world.add("old");
    const before = await recordOf(world, id);
    const change = () =>
      connections().change(localOperator, id, {
        nickname: "New",
        credential: { kind: "file", path: "/gone.json" },
      });
    await expect(change()).rejects.toMatchObject({
      fault: "invalid_request",
      fields: [{ field: "credential.path", message: "/gone.json is not there." }],
    });
    expect(await recordOf(world, id)).toEqual(before);
    expect(known(id)?.poll.snapshot.observed_at).toBe(at(0));
  });
});
