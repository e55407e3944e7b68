import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { endRun } from "./endRun.ts";
import { groupsOfRun } from "./groupsOfRun.ts";

const ours = `ending-${process.pid}`;
const env = { ...process.env, LEEWAY_RUN_ID: ours };
const STAY = "setInterval(() => {}, 1000);";

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

/** Resolves when it has said something. */
async function start(script: string, detached: boolean): Promise<void> {
  child = spawn(process.execPath, ["-e", script], { detached, env });
  await new Promise((resolve) => child?.stdout?.once("data", resolve));
}

describe.runIf(process.platform === "linux")("ending a run", () => {
  it("never finds the server's own group, whoever is in it", async () => {
    await start(`console.log("ready"); ${STAY}`, false);
    expect([...groupsOfRun(ours)]).toEqual([]);
  });

  it("also ends what is started by what ends", async () => {
    const next = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(STAY)}], { detached: true })`;
    await start(
      `process.on("SIGTERM", () => { ${next}; process.exit(); }); console.log("ready"); ${STAY}`,
      true,
    );
    await endRun(ours, [], 1000);
    await expect.poll(() => [...groupsOfRun(ours)]).toEqual([]);
  });
});
