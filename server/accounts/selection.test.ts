import { beforeEach, describe, expect, it } from "vitest";
import { localOperator, type Principal } from "../admission/principal.ts";
import { type AccountsWorld, at, failedReport, openAccounts, weekly } from "./accountsTestSetup.ts";

const ann: Principal = { id: "ann", name: "Ann", role: "member" };
const HOUR = 3600;
/** 332 h 4 min 59 s. */
const LONG = 332 * HOUR + 4 * 60 + 59;

let world: AccountsWorld;
beforeEach(async () => {
  world = await openAccounts();
});

const factFor = (user_id = "local") =>
  world.accounts.selecting.factOf({ provider: "claude", user_id, model: null, scopes: null });
async function select(user_id = "local") {
  const fact = factFor(user_id);
  if (!fact) throw new Error("There is no account.");
  return world.accounts.selecting.select(fact, world.now());
}
const chosen = async () => (await select()).chosen?.candidate.account_id;
const skips = () => world.logged.filter((line) => line.includes("| skip"));
const told = async (user_id?: string) =>
  (await world.records.listActivity({ limit: 100, user_id })).filter(
    ({ kind }) => kind === "account_skipped",
  );

describe("a skip", () => {
  it("is logged in these very words", async () => {
    world.answer(() => weekly(100, LONG));
    const id = await world.add("t");
    await select();
    const words = `claude | skip "Claude 1" — out of quota, resets ${at(LONG)} (reset after 332h 4m 59s)`;
    expect(skips()).toEqual([`${words} {"account":"${id}","resets_at":"${at(LONG)}"}`]);
    expect((await told()).map(({ text }) => text)).toEqual([words]);
  });

  it("of a model names its limit, as the account is open to other work", async () => {
    const opus = { id: "weekly:model:opus", label: "Weekly Opus", scope: "model:opus" } as const;
    const [spent] = weekly(100, LONG, opus).limits;
    world.answer(() => ({ ...weekly(10), limits: [...weekly(10).limits, spent!] }));
    await world.add("t");
    await world.accounts.selecting.select({ ...factFor()!, model: "opus" }, world.now());
    expect((await told()).map(({ text }) => text)).toEqual([
      `claude | skip "Claude 1" — Weekly Opus used up, resets ${at(LONG)} (reset after 332h 4m 59s)`,
    ]);
  });

  it("is told once in sixty seconds for each account, and again after", async () => {
    world.answer(() => weekly(100, LONG));
    await world.add("a");
    await select();
    world.pass(30);
    await world.add("b");
    await select();
    const names = () => skips().map((line) => /"(.*?)"/.exec(line)?.[1]);
    expect(names()).toEqual(["Claude 1", "Claude 2"]);
    world.pass(29.999);
    await select();
    expect(names()).toEqual(["Claude 1", "Claude 2"]);
    world.pass(0.001);
    await select();
    expect(names()).toEqual(["Claude 1", "Claude 2", "Claude 1"]);
    world.pass(30);
    await select();
    expect(names()).toEqual(["Claude 1", "Claude 2", "Claude 1", "Claude 2"]);
    expect(await told()).toHaveLength(4);
  });

  it("of a person's own account is told to that person and the operators", async () => {
    world.answer(() => weekly(100, LONG));
    await world.add("a", "claude", ann);
    await select("ann");
    expect(
      [await told("ann"), await told("bob"), await told()].map(({ length }) => length),
    ).toEqual([1, 0, 1]);
  });

  it("for the caps of a person is told to that person alone, also of everyone's account", async () => {
    world.answer(() => weekly(92), "over");
    const over = await world.add("over");
    await world.add("under");
    for (const user_id of ["ann", "bob", "ann"]) {
      const known = factFor(user_id);
      if (!known) throw new Error("There is no account.");
      const { model, poll_seconds, candidates } = known;
      const accounts = candidates.map(({ snapshot }) => snapshot);
      const thresholds = { session_pct: null, week_pct: 90 };
      const caps = { thresholds, model, poll_seconds, accounts };
      await world.accounts.selecting.select({ ...known, caps }, world.now());
    }
    const words = `claude | skip "Claude 1" — over a person's cap, resets ${at(90_000)} (reset after 25h 0m 0s)`;
    expect(skips()).toHaveLength(2);
    const tellings = [await told("ann"), await told("bob"), await told("eve")];
    expect(tellings.map((entries) => entries.map(({ text }) => text))).toEqual([
      [words],
      [words],
      [],
    ]);
    expect((await told("ann"))[0]).toMatchObject({ user_id: "ann", account_id: over });
  });

  it("counts again when the reset has come, without a word", async () => {
    world.answer(() => weekly(100, HOUR));
    const id = await world.add("t");
    world.pass(HOUR - 1);
    expect(await chosen()).toBeUndefined();
    world.pass(1);
    expect(await chosen()).toBe(id);
    expect(skips()).toHaveLength(1);
  });
});

describe("the choice", () => {
  it("goes round among equals", async () => {
    const [a, b, c] = [await world.add("a"), await world.add("b"), await world.add("c")];
    const order: (string | undefined)[] = [];
    for (let n = 0; n < 6; n++) {
      world.pass(1);
      order.push(await chosen());
    }
    expect(order).toEqual([a, b, c, a, b, c]);
  });

  it("is made by choosing, not by asking what there is", async () => {
    const a = await world.add("a");
    await world.add("b");
    world.pass(1);
    factFor();
    expect(await chosen()).toBe(a);
  });

  it("is among the workspace's and the person's own accounts, and no others", async () => {
    const shared = await world.add("w");
    const own = await world.add("a", "claude", ann);
    const ids = (user: string) => factFor(user)?.candidates.map(({ account_id }) => account_id);
    expect(ids("ann")).toEqual([shared, own]);
    expect(ids("bob")).toEqual([shared]);
    // An operator sees it, but has no more right to use it up.
    expect(ids("local")).toEqual([shared]);
  });

  it("is none where all are off, or their provider is", async () => {
    const id = await world.add("t");
    world.setPolicy({ providers: { claude: { enabled: false } } });
    expect(factFor()).toBeNull();
    world.setPolicy({ providers: {} });
    await world.accounts.connections.change(localOperator, id, { enabled: false });
    expect(factFor()).toBeNull();
  });

  it("takes one whose sign-in lapsed only where no other is left", async () => {
    const lapsed = await world.add("lapsed");
    world.answer(() => failedReport("auth_required", "http_401", "Sign in."), "lapsed");
    await world.accounts.poller.poll(lapsed);
    world.answer(() => weekly(90), "tight");
    const tight = await world.add("tight");
    expect(await chosen()).toBe(tight);
    await world.accounts.connections.remove(localOperator, tight);
    expect(await chosen()).toBe(lapsed);
  });
});
