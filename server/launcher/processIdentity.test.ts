import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { identifyProcess, isRunning } from "./processIdentity.ts";

it("knows a process for as long as it runs, and not a later one with its number", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const identity = identifyProcess(child.pid ?? 0) ?? { pid: 0, started: "" };
  expect(identity.pid).toBe(child.pid);
  expect(isRunning(identity)).toBe(true);
  expect(isRunning({ ...identity, started: `${identity.started}0` })).toBe(false);
  expect(isRunning({ ...identity, pid: process.pid })).toBe(false);
  child.kill("SIGKILL");
  await gone;
  expect(isRunning(identity)).toBe(false);
});

it("takes two processes for two, and one for the same each time", () => {
  expect(identifyProcess(process.pid)).toEqual(identifyProcess(process.pid));
  expect(identifyProcess(process.ppid)?.started).not.toBe(identifyProcess(process.pid)?.started);
});

it.each([0, -1, 2 ** 31 - 1])("knows none under the number %i", (pid) => {
  expect(identifyProcess(pid)).toBeNull();
});
