import { beforeEach, describe, expect, it } from "vitest";
import { localOperator, type Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { Report } from "../providers/provider.ts";
import {
  type AccountsWorld,
  at,
  failedReport,
  held,
  openAccounts,
  weekly,
} from "./accountsTestSetup.ts";
import { FRESH_SECONDS } from "./refreshJobs.ts";

const ann: Principal = { id: "ann", name: "Ann", role: "member" };
const bob: Principal = { id: "bob", name: "Bob", role: "member" };

let world: AccountsWorld;
beforeEach(async () => {
  world = await openAccounts();
});

const jobs = () => world.accounts.jobs;
async function addMany(count: number, principal = localOperator): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await world.add(`t${n}`, "claude", principal));
  world.pass(FRESH_SECONDS);
  world.asked.length = 0;
  world.events.length = 0;
  return ids;
}
async function refresh(principal = localOperator, ids?: string[]) {
  const { id } = jobs().start(principal, { ids });
  await jobs().settled();
  return jobs().find(principal, id);
}
const faultOf = (act: () => unknown): string => {
  try {
    act();
    return "none";
  } catch (error) {
    if (error instanceof RequestFault) return error.fault;
    throw error;
  }
};
const progress = () => world.events.filter(({ keys }) => keys.includes("/jobs/:id"));

describe("progress", () => {
  it("is told at the first result and at the end, to who has asked", async () => {
    await addMany(5, ann);
    await refresh(ann);
    expect(progress()).toEqual([
      { keys: ["/jobs/:id"], user_id: "ann" },
      { keys: ["/jobs/:id"], user_id: "ann" },
    ]);
  });

  it("is told four times a second at most between them", async () => {
    await addMany(8);
    let answers = 0;
    world.answer(() => {
      // Two answers in each quarter of a second.
      if (++answers % 2 === 0) world.pass(0.25);
      return weekly(50);
    });
    await refresh();
    const tellings = progress().length;
    expect(tellings).toBeGreaterThan(2);
    expect(tellings).toBeLessThanOrEqual(1 + 4 + 1);
  });

  it("is told at the end of a job without accounts, too", async () => {
    const job = await refresh();
    expect(job).toMatchObject({ status: "done", total: 0, finished_at: at(0) });
    expect(progress()).toHaveLength(1);
  });
});

describe("a second start", () => {
  it("of the same while it runs is the same job, and a new one afterwards", async () => {
    await addMany(3);
    const { promise, release } = held<Report>();
    world.answer(() => promise);
    const first = jobs().start(localOperator, {});
    expect(jobs().start(localOperator, {}).id).toBe(first.id);
    release(weekly(50));
    await jobs().settled();
    expect(world.asked).toHaveLength(3);
    expect(jobs().start(localOperator, {}).id).not.toBe(first.id);
  });

  it("of others, or by another person, is a job of its own", async () => {
    const [a = "", b = ""] = await addMany(2);
    const { promise, release } = held<Report>();
    world.answer(() => promise);
    const ids = [
      jobs().start(localOperator, { ids: [a] }),
      jobs().start(localOperator, { ids: [b] }),
      jobs().start(ann, { ids: [a] }),
    ].map(({ id }) => id);
    release(weekly(50));
    await jobs().settled();
    expect(new Set(ids).size).toBe(3);
  });
});

describe("a job", () => {
  it("asks for what is as old as that, and for nothing younger", async () => {
    await addMany(1);
    await world.add("young");
    world.asked.length = 0;
    expect(await refresh()).toMatchObject({ total: 2, done: 2, fresh: 1 });
    expect(world.asked).toEqual(["t0"]);
  });

  it("counts an account that is removed meanwhile as done", async () => {
    const [id = ""] = await addMany(1);
    const { promise, release } = held<Report>();
    const asked = held<void>();
    world.answer(() => {
      asked.release();
      return promise;
    });
    const job = jobs().start(localOperator, {});
    await asked.promise;
    await world.accounts.connections.remove(localOperator, id);
    release(weekly(60));
    await jobs().settled();
    expect(job).toMatchObject({ status: "done", done: 1, failed: 0 });
  });

  it("ends though the records fail, and says no more than that", async () => {
    await addMany(2);
    const { records } = world;
    records.writePoll = () => Promise.reject(new EngineUnavailableError("records"));
    expect(await refresh()).toMatchObject({
      status: "done",
      done: 0,
      failed: 2,
      failures: [
        { code: "internal_error", message: "The server's log has more." },
        { code: "internal_error" },
      ],
    });
  });

  it("concerns only accounts that its starter sees, and that are on", async () => {
    const [shared = "", off = ""] = await addMany(2);
    await world.accounts.connections.change(localOperator, off, { enabled: false });
    const anns = await world.add("ann's", "claude", ann);
    world.pass(FRESH_SECONDS);
    world.asked.length = 0;
    expect(await refresh(bob, [shared, off, anns])).toMatchObject({ total: 1 });
    expect(world.asked).toEqual(["t0"]);
  });

  it("that was cancelled stays so, and one that is over cannot be", async () => {
    await addMany(1);
    const { promise, release } = held<Report>();
    world.answer(() => promise);
    const cancelled = jobs().start(localOperator, {});
    jobs().cancel(localOperator, cancelled.id);
    release(weekly(60));
    await jobs().settled();
    expect(cancelled).toMatchObject({ status: "cancelled", finished_at: at(FRESH_SECONDS) });
    const { id } = await refresh();
    expect(jobs().cancel(localOperator, id).status).toBe("done");
  });

  it("is asked anew for those that failed and that its starter still sees", async () => {
    const ids = await addMany(3);
    world.answer(() => failedReport("error", "http_500", "HTTP 500."), "t1");
    world.answer(() => failedReport("error", "http_500", "HTTP 500."), "t2");
    const { id } = await refresh();
    await world.accounts.connections.remove(localOperator, ids[2] ?? "");
    world.asked.length = 0;
    expect(jobs().retry(localOperator, id)).toMatchObject({ total: 1 });
    await jobs().settled();
    expect(world.asked).toEqual(["t1"]);
  });
});

describe("whose job it is", () => {
  it.each(["find", "cancel", "retry"] as const)(
    "another person cannot %s it, and an operator can",
    async (act) => {
      await addMany(1);
      world.answer(() => failedReport("error", "http_500", "HTTP 500."));
      const { id } = await refresh(ann);
      expect(faultOf(() => jobs()[act](bob, id))).toBe("not_found");
      expect(faultOf(() => jobs()[act](ann, id))).toBe("none");
      await jobs().settled();
      expect(faultOf(() => jobs()[act](localOperator, id))).toBe("none");
      await jobs().settled();
    },
  );
});

it("the fifty latest jobs are kept, and every one that runs", async () => {
  await addMany(1);
  const { promise, release } = held<Report>();
  world.answer(() => promise);
  const running = jobs().start(localOperator, {});
  const over: string[] = [];
  for (let n = 0; n < 55; n++) {
    // Of nothing, so that they are over at once.
    const job = jobs().start(bob, { provider: "codex" });
    await expect.poll(() => job.status).toBe("done");
    over.push(job.id);
  }
  const kept = over.filter((id) => faultOf(() => jobs().find(bob, id)) === "none");
  expect(kept).toEqual(over.slice(-49));
  expect(jobs().find(localOperator, running.id).status).toBe("running");
  release(weekly(1));
  await jobs().settled();
});
