import { spawn } from "node:child_process";
import { afterEach, expect, it } from "vitest";
import { endGroup } from "./processGroup.ts";

let parent: ReturnType<typeof spawn> | undefined;
afterEach(() => parent?.kill("SIGKILL"));

const HOUR = 3_600_000;

it.runIf(process.platform === "linux")(
  "waits for nobody who is dead and only not buried, as by a container's first process",
  async () => {
    // The shell becomes a sleeper that never asks what has become of its child, which leads a group.
    const script = 'setsid sh -c "echo \\$\\$" & exec sleep 3600';
    parent = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
    const said = await new Promise<Buffer>((resolve) => parent?.stdout?.once("data", resolve));
    const dead = Number(said);
    await endGroup(dead, HOUR);
    expect(process.kill(-dead, 0)).toBe(true);
  },
);

it.each([undefined, 2 ** 31 - 1])("has nothing to wait for where nobody is: %s", async (leader) => {
  await expect(endGroup(leader, HOUR)).resolves.toBeUndefined();
});
