import { expect, test } from "./fixtures.ts";
import { childrenOf, isAlive } from "./processTable.ts";

const MAX = 10;
const policy = { runs: { max: MAX, window_seconds: 3600 } };
const project = { id: "acme/web", name: "Acme web" };
const external = { project_id: project.id, execution: "external" } as const;

test("200 at once: exactly as many as the policy allows, also after a crash", async ({
  startServer,
}) => {
  const server = await startServer({ policy, environment: { LEEWAY_SAMPLE: "off" } });
  await server.client.projects.add({ body: project });
  const keyOf = (n: number) => `start-${n % 100}`;
  const submit = (n: number) =>
    server.client.runs.submit({ body: external, idempotencyKey: keyOf(n) });

  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => submit(n)));
  const started = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [outcome.value.data.id] : [],
  );
  expect(new Set(started).size).toBe(MAX);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") {
      expect(outcome.reason).toMatchObject({
        kind: "refusal",
        problem: { status: 429, error: "run_quota_exhausted" },
      });
    }
  }
  const quota = (await server.client.quota.runs()).data;
  expect(quota).toMatchObject({ used: MAX, remaining: 0 });

  await server.kill();
  await server.restart();
  expect((await server.client.quota.runs()).data).toEqual(quota);
  const again = await Promise.allSettled(
    Array.from({ length: 20 }, () => server.client.runs.submit({ body: external })),
  );
  expect(again.every(({ status }) => status === "rejected")).toBe(true);
  const { runs } = (await server.client.runs.list({ query: { limit: 200 } })).data;
  expect(runs.map(({ id }) => id).toSorted()).toEqual([...new Set(started)].toSorted());

  // A key that has started a run is still that run.
  const replayed = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => submit(n)));
  const ids = replayed.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [outcome.value.data.id] : [],
  );
  expect(ids.toSorted()).toEqual([...new Set(started)].toSorted());
});

test("a crash leaves no process, and no run that seems to live", async ({ startServer }) => {
  const command = JSON.stringify([process.execPath, "-e", "setInterval(() => {}, 1000)"]);
  const server = await startServer({
    policy,
    environment: { LEEWAY_SAMPLE: "off", LEEWAY_RUN_COMMAND: command },
  });
  await server.client.projects.add({ body: project });
  const { data: run } = await server.client.runs.submit({ body: { project_id: project.id } });
  const before = childrenOf(server.pid);
  expect(before).toHaveLength(1);

  await server.kill();
  await server.restart();
  await expect.poll(() => before.filter(isAlive)).toEqual([]);
  expect((await server.client.runs.get({ params: { id: run.id } })).data).toMatchObject({
    status: "failed",
    end_reason: "server_lost",
  });
});

test("a stop ends the runs, says so, and leaves the folder free", async ({ startServer }) => {
  const server = await startServer({ policy, environment: { LEEWAY_SAMPLE: "off" } });
  await server.client.projects.add({ body: project });
  const { data: run } = await server.client.runs.submit({ body: { project_id: project.id } });
  const processes = childrenOf(server.pid);
  expect(processes).toHaveLength(1);
  expect(await server.stop()).toBe(0);
  expect(processes.filter(isAlive)).toEqual([]);
  await server.restart();
  expect((await server.client.runs.get({ params: { id: run.id } })).data).toMatchObject({
    status: "stopped",
    end_reason: "server_stopped",
  });
});

test("a second process is told who has the folder", async ({ startServer }) => {
  const first = await startServer();
  const data = `${first.folder}/data`;
  const second = startServer({ environment: { LEEWAY_DATA: data } });
  await expect(second).rejects.toThrow(
    `The data folder ${data} is in use by process ${first.pid}. Stop that one, or set LEEWAY_DATA to another folder.`,
  );
});

test("a wrong setting names itself and nothing starts", async ({ startServer }) => {
  await expect(startServer({ environment: { HOST: "0.0.0.0" } })).rejects.toThrow(
    /HOST="0\.0\.0\.0"/,
  );
  await expect(startServer({ policy: { runs: { max: -1 } } })).rejects.toThrow(/runs\.max/);
});
