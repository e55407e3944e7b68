import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { localOperator } from "../admission/principal.ts";
import { limitOf } from "../providers/limitOf.ts";
import { reportOf } from "../providers/report.ts";
import { VendorUnreachableError } from "../providers/unreachable.ts";
import {
  type AccountsWorld,
  at,
  failedReport,
  held,
  openAccounts,
  PACE,
  START,
  weekly,
} from "./accountsTestSetup.ts";
import type { Report } from "../providers/provider.ts";
import { CLOSING_MS } from "./poller.ts";

let world: AccountsWorld;
beforeEach(async () => {
  world = await openAccounts();
});

const known = (id: string) => world.accounts.book.find(id)!;
const snapshotOf = (id: string) => known(id).poll.snapshot;
const usedPct = (id: string) => snapshotOf(id).limits[0]?.used_pct;
/** What a vendor says that names its limits and tells nothing of them. */
const unread = (more: Partial<Report> = {}): Report => ({
  ...weekly(0, 90_000, { used_pct: null, depleted: null }),
  ...more,
});
/** Everything that a failed poll must leave alone. */
const numbersOf = (id: string) => {
  const { limits, observed_at, vendor_verdict, coverage, default_scopes, plan } = snapshotOf(id);
  return { limits, observed_at, vendor_verdict, coverage, default_scopes, plan };
};
const poll = (id: string) => world.accounts.poller.poll(id);
/** Lets time pass as a server does, in steps of a sweep a minute. */
async function live(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 60) {
    world.pass(Math.min(60, seconds - passed));
    world.accounts.poller.sweep();
    await world.accounts.poller.settled();
  }
}

describe("a poll that brings no numbers", () => {
  const bad: [string, () => Report | Promise<Report>, string][] = [
    ["a 429", () => failedReport("rate_limited", "usage_rate_limited", "Wait."), "rate_limited"],
    ["a 401", () => failedReport("auth_required", "http_401", "Sign in."), "auth_required"],
    ["an HTML 403", () => failedReport("blocked", "not_json", "A page."), "blocked"],
    ["an error", () => failedReport("error", "http_500", "HTTP 500."), "error"],
    ["no usage at all", () => failedReport("unsupported", "no_plan", "None."), "unsupported"],
    [
      "a 200 without one readable limit",
      () => ({
        ...weekly(1),
        limits: [],
        status: "partial",
        error: { code: "no_limits", message: "" },
      }),
      "partial",
    ],
    ["a timeout", () => Promise.reject(new VendorUnreachableError("timeout", "Late.")), "error"],
    ["a reader that fails", () => Promise.reject(new Error("bug")), "error"],
  ];

  const unreadable = [...bad, ["a 200 whose shares are all null", unread, "partial"]] as typeof bad;

  it.each(unreadable)(
    "after %s: no number and no observed_at changes",
    async (_, answer, status) => {
      const id = await world.add("t");
      const before = numbersOf(id);
      world.pass(60);
      world.answer(answer);
      await poll(id);
      expect(numbersOf(id)).toEqual(before);
      expect(snapshotOf(id)).toMatchObject({ status, fetched_at: at(60), observed_at: at(0) });
      expect(snapshotOf(id).error).not.toBeNull();
      const written = (await world.records.listAccounts())[0];
      expect(written?.poll).toEqual(known(id).poll);
    },
  );

  it.each(bad)(
    "after %s as the first: nothing is known, and nothing made up",
    async (_, answer) => {
      world.answer(answer);
      const id = await world.add("t");
      expect(numbersOf(id)).toMatchObject({ limits: [], observed_at: null });
    },
  );

  it("names as the first the limits that it tells nothing of, as unknown", async () => {
    world.answer(() => unread());
    const id = await world.add("t");
    expect(snapshotOf(id)).toMatchObject({ status: "ok", error: null });
    expect(snapshotOf(id).limits).toMatchObject([{ used_pct: null, depleted: null }]);
  });

  it.each(["blocked", "allowed"] as const)(
    "is not one whose vendor says %s, whatever it tells of its limits",
    async (vendor_verdict) => {
      const id = await world.add("t");
      world.pass(60);
      world.answer(() => unread({ vendor_verdict }));
      await poll(id);
      expect(snapshotOf(id)).toMatchObject({ status: "ok", vendor_verdict, observed_at: at(60) });
    },
  );

  it("for a whole day does not free an account that is spent until next month", async () => {
    world.answer(() => weekly(100, 30 * 86_400));
    const id = await world.add("t");
    world.answer(() => failedReport("error", "http_500", "HTTP 500."));
    await live(86_400);
    const fact = world.accounts.selecting.factOf({
      provider: "claude",
      user_id: "local",
      model: null,
      scopes: null,
    })!;
    expect((await world.accounts.selecting.select(fact, world.now())).chosen).toBeNull();
    expect(snapshotOf(id)).toMatchObject({ observed_at: at(0), status: "error" });
  });

  it("is tried less and less often", async () => {
    await world.add("t");
    world.answer(() => failedReport("error", "http_500", "HTTP 500."));
    await live(86_400);
    // At its pace it would be 288 times; hourly in the end it is some 27.
    expect(world.asked.length).toBeGreaterThan(20);
    expect(world.asked.length).toBeLessThan(35);
  });

  it("says when the next try is due, and a good one ends it", async () => {
    const id = await world.add("t");
    world.answer(() => failedReport("error", "http_500", "HTTP 500."));
    await poll(id);
    expect(snapshotOf(id).retry_after).toBe(at(PACE));
    world.answer(() => weekly(50));
    await poll(id);
    expect(snapshotOf(id)).toMatchObject({ status: "ok", error: null, retry_after: null });
    expect(usedPct(id)).toBe(50);
  });
});

describe("a poll that tells of a part of the limits only", () => {
  const session = limitOf(
    { id: "session", label: "Session (5 h)", kind: "window", unit: "percent", used_pct: 10 },
    START,
  );
  const isChosen = async () => {
    const fact = world.accounts.selecting.factOf({
      provider: "claude",
      user_id: "local",
      model: null,
      scopes: null,
    })!;
    return (await world.accounts.selecting.select(fact, world.now())).chosen !== null;
  };

  it.each<[string, () => Report]>([
    ["named without a number", () => reportOf({ limits: [session, ...unread().limits] })],
    ["in a row that cannot be read", () => reportOf({ limits: [session], dropped_rows: 1 })],
  ])("frees no account whose spent limit is %s", async (_, answer) => {
    world.answer(() => weekly(100, 900));
    const id = await world.add("t");
    world.answer(answer);
    world.pass(PACE);
    await poll(id);
    expect(await isChosen()).toBe(false);
    expect(snapshotOf(id)).toMatchObject({ status: "ok", observed_at: at(PACE) });
    expect(snapshotOf(id).limits.map((limit) => [limit.id, limit.observed_at])).toEqual([
      ["session", at(PACE)],
      ["weekly", at(0)],
    ]);
    world.pass(600);
    expect(await isChosen()).toBe(true);
  });

  it("keeps nothing of whoever was signed in before", async () => {
    world.putFile("~/token", "dana");
    world.answer(() => weekly(100));
    const id = await world.addFile("~/token");
    world.answer(() => reportOf({ limits: [session], dropped_rows: 1 }));
    await poll(id);
    expect(snapshotOf(id).limits.map((limit) => limit.id)).toEqual(["session", "weekly"]);
    world.putFile("~/token", "ben");
    await poll(id);
    expect(snapshotOf(id).limits.map((limit) => limit.id)).toEqual(["session"]);
  });

  it("frees one whose spent limit is there no more, or has room", async () => {
    world.answer(() => weekly(100));
    const id = await world.add("t");
    world.answer(() => reportOf({ limits: [session] }));
    await poll(id);
    expect(await isChosen()).toBe(true);
    world.answer(() => weekly(100));
    await poll(id);
    expect(await isChosen()).toBe(false);
    world.answer(() => weekly(20));
    await poll(id);
    expect(await isChosen()).toBe(true);
  });
});

describe("politeness", () => {
  it("asks at the provider's pace, and at a slower one that the policy sets", async () => {
    await world.add("t");
    await live(3600);
    expect(world.asked.length).toBe(1 + 3600 / PACE);
    world.setPolicy({ providers: { claude: { enabled: true, poll_seconds: 1800 } } });
    await live(PACE);
    world.asked.length = 0;
    await live(3600);
    expect(world.asked.length).toBe(2);
  });

  it("looks once more just after a known reset, and not again and again", async () => {
    world.answer(() => weekly(90, 130));
    await world.add("t");
    await live(120);
    expect(world.asked.length).toBe(1);
    await live(60);
    expect(world.asked.length).toBe(2);
    await live(120);
    expect(world.asked.length).toBe(2);
  });

  it("goes on after the clock was put back by a day", async () => {
    const id = await world.add("t");
    world.asked.length = 0;
    world.pass(-86_400);
    await live(PACE);
    expect(world.asked).toEqual(["t"]);
    expect(snapshotOf(id).fetched_at).toBe(at(60 - 86_400));
  });

  it("keeps its pace where a vendor's reset is always a moment ahead", async () => {
    world.answer(() => weekly(40, (world.now() - START) / 1000 + 20));
    await world.add("t");
    await live(3600);
    // Once more than the pace has it, for the first reset that was known.
    expect(world.asked.length).toBeLessThanOrEqual(2 + 3600 / PACE);
  });

  it("looks anew after a reset, however young the answer of before it is", async () => {
    world.answer(() => weekly(90, 60));
    const [a, b] = [await world.add("t"), await world.add("t")];
    world.asked.length = 0;
    world.answer(() => weekly(1, 90_000));
    world.pass(75);
    world.accounts.poller.sweep();
    await world.accounts.poller.settled();
    expect(world.asked).toEqual(["t"]);
    expect([usedPct(a), usedPct(b)]).toEqual([1, 1]);
  });

  it("has one fetch in flight per account, whoever asks", async () => {
    const id = await world.add("t");
    world.asked.length = 0;
    const { promise, release } = held<Report>();
    world.answer(() => promise);
    const polls = [poll(id), poll(id)];
    world.pass(PACE);
    world.accounts.poller.sweep();
    expect(world.accounts.poller.isPolling(id)).toBe(true);
    release(weekly(60));
    await Promise.all(polls);
    await world.accounts.poller.settled();
    expect(world.asked).toEqual(["t"]);
    expect(world.accounts.poller.isPolling(id)).toBe(false);
  });

  it("has at most four in flight per provider, and lets others pass", async () => {
    const { promise, release } = held<Report>();
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) ids.push(await world.add(`t${index}`));
    const other = await world.add("codex-t", "codex");
    world.asked.length = 0;
    world.answer((credential) => (credential.token.startsWith("codex") ? weekly(1) : promise));
    const polls = ids.map(poll);
    await poll(other);
    expect(world.asked.filter((token) => !token.startsWith("codex"))).toHaveLength(4);
    release(weekly(60));
    await Promise.all(polls);
    expect(world.asked.length).toBe(7);
  });

  it("asks once for accounts that share a credential, and both know", async () => {
    const [a, b] = [await world.add("same"), await world.add("same")];
    world.asked.length = 0;
    world.answer(() => weekly(70));
    await live(PACE);
    expect(world.asked).toEqual(["same"]);
    expect([usedPct(a), usedPct(b)]).toEqual([70, 70]);
  });

  it("lets a credential rest after a 429, for all accounts that share it, manual or not", async () => {
    const [a, b] = [await world.add("same"), await world.add("same")];
    world.answer(() =>
      failedReport("rate_limited", "usage_rate_limited", "Wait.", { retry_after_seconds: 600 }),
    );
    await poll(a);
    world.asked.length = 0;
    world.pass(599);
    await poll(a);
    await poll(b);
    expect(world.asked).toEqual([]);
    expect(snapshotOf(b)).toMatchObject({ status: "rate_limited", observed_at: at(0) });
    expect(snapshotOf(b).retry_after).toBe(at(605));
    world.pass(2);
    world.answer(() => weekly(10));
    await poll(b);
    expect([world.asked, usedPct(b)]).toEqual([["same"], 10]);
  });

  it.each([1e9, 1e300])(
    "rests a day at most where a vendor asks for %d seconds",
    async (seconds) => {
      for (const status of ["rate_limited", "error"] as const) {
        const id = await world.add(status);
        const report = failedReport(status, "wait", "Wait.", { retry_after_seconds: seconds });
        world.answer(() => report, status);
        await poll(id);
        expect(snapshotOf(id)).toMatchObject({ status });
        const next = Date.parse(known(id).poll.next_poll_at ?? "") - world.now();
        expect(next).toBeGreaterThanOrEqual(86_400_000);
        expect(next).toBeLessThanOrEqual(86_410_000);
      }
    },
  );

  it("does not ask again and again while the records keep nothing of it", async () => {
    const id = await world.add("t");
    world.answer(() => failedReport("error", "http_500", "HTTP 500."));
    world.records.writePoll = () => Promise.reject(new Error("full"));
    world.asked.length = 0;
    world.pass(PACE);
    for (let second = 0; second < 120; second++) {
      world.accounts.poller.sweep();
      await world.accounts.poller.settled();
      world.pass(1);
    }
    expect(world.asked.length).toBe(1);
    expect(usedPct(id)).toBe(40);
    world.pass(PACE);
    world.accounts.poller.sweep();
    await world.accounts.poller.settled();
    expect(world.asked.length).toBe(2);
  });

  it("lets it rest over a restart, too", async () => {
    const id = await world.add("t");
    world.answer(() => failedReport("rate_limited", "usage_rate_limited", "Wait."));
    await poll(id);
    world = await openAccounts(world.records, START + 299_000);
    await poll(id);
    expect(world.asked).toEqual([]);
    world.pass(2);
    await poll(id);
    expect(world.asked).toEqual(["t"]);
  });

  it("does not ask a provider that is switched off, nor for an account that is", async () => {
    const [a, b] = [await world.add("a"), await world.add("b", "codex")];
    world.asked.length = 0;
    world.setPolicy({ providers: { claude: { enabled: false } } });
    await world.accounts.connections.change(localOperator, b, { enabled: false });
    await live(2 * PACE);
    await Promise.all([poll(a), poll(b)]);
    expect(world.asked).toEqual([]);
  });
});

describe("a credential", () => {
  it("that was rejected is not tried again until its file holds another", async () => {
    world.putFile("/login.json", "old");
    const id = await world.addFile("/login.json");
    world.answer(() => failedReport("auth_required", "http_401", "Sign in again."), "old");
    world.asked.length = 0;
    await live(5 * PACE);
    expect(world.asked).toEqual(["old"]);
    expect(snapshotOf(id)).toMatchObject({ status: "auth_required", error: { code: "http_401" } });
    world.putFile("/login.json", "new");
    await live(PACE);
    expect(world.asked).toEqual(["old", "new"]);
    expect(snapshotOf(id).status).toBe("ok");
  });

  it("that was rotated while it was used is read and tried once more", async () => {
    world.putFile("/login.json", "old");
    const id = await world.addFile("/login.json");
    world.answer(() => {
      world.putFile("/login.json", "new");
      return failedReport("auth_required", "http_401", "Sign in again.");
    }, "old");
    await poll(id);
    expect(world.asked).toEqual(["old", "old", "new"]);
    expect(snapshotOf(id).status).toBe("ok");
  });

  it("whose file is gone is missed by name, and its values stay", async () => {
    world.putFile("/login.json", "t");
    const id = await world.addFile("/login.json");
    const before = numbersOf(id);
    world.putFile("/login.json", null);
    await poll(id);
    expect(numbersOf(id)).toEqual(before);
    expect(snapshotOf(id)).toMatchObject({
      status: "auth_required",
      error: { code: "credential_not_found", message: "/login.json is not there." },
    });
  });

  it("whose file could not be read for a moment is used again, though it is the same", async () => {
    world.putFile("/login.json", "t");
    const id = await world.addFile("/login.json");
    world.putFile("/login.json", null);
    await live(2 * PACE);
    expect(snapshotOf(id).status).toBe("auth_required");
    world.putFile("/login.json", "t");
    await live(2 * PACE);
    expect(snapshotOf(id)).toMatchObject({ status: "ok", error: null });
  });

  it("that was pasted and rejected waits for a person, who may try by hand", async () => {
    const id = await world.add("t");
    world.answer(() => failedReport("auth_required", "http_401", "Sign in again."));
    world.asked.length = 0;
    await live(5 * PACE);
    expect(world.asked).toEqual(["t"]);
    expect(known(id).poll.next_poll_at).toBeNull();
    world.answer(() => weekly(5));
    await poll(id);
    expect(usedPct(id)).toBe(5);
  });
});

describe("100 % right after a reset", () => {
  it("counts only when it is said twice, and is asked again soon", async () => {
    world.answer(() => weekly(95, 60));
    const id = await world.add("t");
    world.answer(() => weekly(100, 604_800));
    world.pass(70);
    await poll(id);
    expect(usedPct(id)).toBe(95);
    expect(snapshotOf(id)).toMatchObject({ observed_at: at(0), error: { code: "unconfirmed" } });
    expect(known(id).poll.next_poll_at).toBe(at(100));
    world.pass(30);
    await poll(id);
    expect(usedPct(id)).toBe(100);
    expect(snapshotOf(id).error).toBeNull();
  });

  it("is not confirmed by a second look in the same moment", async () => {
    world.answer(() => weekly(95, 60));
    const id = await world.add("t");
    world.answer(() => weekly(100, 604_800));
    world.pass(70);
    await poll(id);
    world.pass(29);
    await poll(id);
    expect(usedPct(id)).toBe(95);
    expect(snapshotOf(id).error).toMatchObject({ code: "unconfirmed" });
    world.pass(1);
    await poll(id);
    expect(usedPct(id)).toBe(100);
  });

  it("is not confirmed by the very answer that is in doubt", async () => {
    world.answer(() => weekly(95, 60));
    const id = await world.add("t");
    world.answer(() => weekly(100, 604_800));
    world.pass(70);
    await poll(id);
    world.asked.length = 0;
    world.answer(() => weekly(2, 604_800));
    world.pass(31);
    world.accounts.poller.sweep();
    await world.accounts.poller.settled();
    expect([world.asked, usedPct(id)]).toEqual([["t"], 2]);
  });

  it("is forgotten when the vendor thinks better of it", async () => {
    world.answer(() => weekly(95, 60));
    const id = await world.add("t");
    world.pass(70);
    world.answer(() => weekly(100, 604_800));
    await poll(id);
    world.answer(() => weekly(2, 604_800));
    await poll(id);
    expect(usedPct(id)).toBe(2);
  });
});

describe("history", () => {
  const times = async (id: string) =>
    (await world.records.listHistory(id, at(-1), at(1_000_000))).map(({ at }) => at);

  it("has a row when something changed, and else one in fifteen minutes", async () => {
    const id = await world.add("t");
    await live(900);
    expect(await times(id)).toEqual([at(0), at(900)]);
    world.answer(() => weekly(41));
    await live(300);
    expect(await times(id)).toEqual([at(0), at(900), at(1200)]);
  });

  it("has none of a poll that failed", async () => {
    const id = await world.add("t");
    world.answer(() => failedReport("error", "http_500", "HTTP 500."));
    await live(3600);
    expect(await times(id)).toEqual([at(0)]);
  });
});

describe("open pages", () => {
  it("are told also after the clock was put back", async () => {
    const id = await world.add("t");
    world.pass(-3600);
    const before = world.changed();
    await world.accounts.connections.change(localOperator, id, { nickname: "Other" });
    expect(world.changed() - before).toBe(1);
  });

  it("are told at once of a change, bundled within two seconds", async () => {
    const id = await world.add("t");
    world.pass(10);
    world.accounts.poller.sweep();
    world.pass(10);
    const before = world.changed();
    world.answer(() => weekly(50));
    await poll(id);
    expect(world.changed() - before).toBe(1);
    world.answer(() => weekly(51));
    await poll(id);
    expect(world.changed() - before).toBe(1);
    world.pass(2);
    world.accounts.poller.sweep();
    expect(world.changed() - before).toBe(2);
  });

  it("are told of values that only grew younger twice a minute at most", async () => {
    const id = await world.add("t");
    world.pass(10);
    world.accounts.poller.sweep();
    const before = world.changed();
    await poll(id);
    expect(world.changed() - before).toBe(0);
    world.pass(30);
    world.accounts.poller.sweep();
    expect(world.changed() - before).toBe(1);
  });
});

it("keeps what it was told when the account is removed meanwhile to itself", async () => {
  const id = await world.add("t");
  const { promise, release } = held<Report>();
  world.answer(() => promise);
  const under = poll(id);
  await world.accounts.connections.remove(localOperator, id);
  release(weekly(60));
  expect(await under).toBeNull();
  expect(await world.records.listAccounts()).toEqual([]);
  expect(await world.records.listHistory(id, at(-1), at(1000))).toEqual([]);
});

it("keeps nothing of a credential that was replaced while its vendor was asked", async () => {
  const id = await world.add("old");
  const { promise, release } = held<Report>();
  world.answer(() => promise, "old");
  world.answer(() => weekly(7), "new");
  const under = poll(id);
  await vi.waitFor(() => expect(world.asked).toEqual(["old", "old"]));
  const credential = { kind: "token", token: "new" } as const;
  const changed = world.accounts.connections.change(localOperator, id, { credential });
  await vi.waitFor(async () =>
    expect((await world.records.listAccounts())[0]?.poll.snapshot.limits).toEqual([]),
  );
  release(weekly(60));
  await under;
  expect((await changed).snapshot.limits[0]?.used_pct).toBe(7);
  const times = await world.records.listHistory(id, at(-1), at(1));
  expect(times.map(({ snapshot }) => snapshot.limits[0]?.used_pct)).toEqual([7]);
});

it("answers a change of credential while the vendor of the old one hangs", async () => {
  const id = await world.add("old");
  world.answer(() => held<Report>().promise, "old");
  void poll(id);
  await vi.waitFor(() => expect(world.asked).toEqual(["old", "old"]));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const credential = { kind: "token", token: "new" } as const;
    const changed = world.accounts.connections.change(localOperator, id, { credential });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await changed).snapshot).toMatchObject({ status: null, limits: [] });
  } finally {
    vi.useRealTimers();
  }
});

describe("a poller that closes", () => {
  afterEach(() => void vi.useRealTimers());

  it("keeps what lands, and asks for nothing that still waited", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) ids.push(await world.add(`t${index}`));
    world.asked.length = 0;
    const { promise, release } = held<Report>();
    world.answer(() => promise);
    world.pass(2 * PACE);
    world.accounts.poller.sweep();
    await vi.waitFor(() => expect(world.asked).toHaveLength(4));
    const closed = world.accounts.poller.close();
    release(weekly(60));
    await closed;
    world.accounts.poller.sweep();
    await Promise.all([world.accounts.poller.settled(), poll(ids[5]!)]);
    expect(world.asked).toHaveLength(4);
    const written = await world.records.listAccounts();
    // Which four were first is the decryption's to say.
    const shares = written.map(({ poll }) => poll.snapshot.limits[0]?.used_pct);
    expect(shares.filter((share) => share === 60)).toHaveLength(4);
    expect(shares.filter((share) => share === 40)).toHaveLength(2);
  });

  it("does not wait for a vendor that hangs, and keeps nothing of it later", async () => {
    const id = await world.add("t");
    const { promise, release } = held<Report>();
    world.answer(() => promise);
    const late = poll(id);
    await vi.waitFor(() => expect(world.asked).toHaveLength(2));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const closed = world.accounts.poller.close();
    await vi.advanceTimersByTimeAsync(CLOSING_MS);
    await closed;
    release(weekly(60));
    await late;
    expect((await world.records.listAccounts())[0]?.poll.snapshot.limits[0]?.used_pct).toBe(40);
  });
});

it("keeps of an endless answer what records can hold", async () => {
  world.answer(() => {
    const { limits, ...report } = weekly(40);
    const odd = { ...limits[0]!, label: `\0\ud800${"x".repeat(100_000)}` };
    return { ...report, limits: Array.from({ length: 500 }, (_, n) => ({ ...odd, id: `w${n}` })) };
  });
  world.putFile("/login.json", "\0\ud800");
  const id = await world.addFile("/login.json");
  const written = JSON.stringify(known(id).poll);
  expect(usedPct(id)).toBe(40);
  expect(written.length).toBeLessThan(200_000);
  expect(written).not.toMatch(/\\u0000|\\ud800/);
});

it("never logs what a failing reader was told", async () => {
  world.answer(() => Promise.reject(new Error("a body with secret-token in it")));
  await world.add("secret-token");
  expect(world.logged.join("\n")).toContain("a reader failed");
  expect(world.logged.join("\n")).not.toContain("secret-token");
});
