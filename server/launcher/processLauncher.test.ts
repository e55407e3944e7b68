import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProcessIdentity } from "../engines/records.ts";
import { type Exit, type Job, LaunchError, type Launcher } from "./launcher.ts";
import { identifyProcess, isRunning } from "./processIdentity.ts";
import { createProcessLauncher } from "./processLauncher.ts";

const SAMPLE_AGENT = resolve(import.meta.dirname, "sampleAgent.mjs");
const STAY = "setInterval(() => {}, 1000);";
const POLITE = `process.on("SIGTERM", () => { console.log("bye"); process.exit(7); }); console.log("ready"); ${STAY}`;
const STUBBORN = `process.on("SIGTERM", () => {}); console.log("ready"); ${STAY}`;
/** Goes at once when it is asked to, as a shell does, and leaves one behind that takes its time to save. */
const WRAPPER = `
  require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(
    `process.on("SIGTERM", () => setTimeout(() => { console.log("saved"); process.exit(); }, 100)); console.log("ready"); ${STAY}`,
  )}], { stdio: "inherit" }); ${STAY}
`;
/** Starts another one that does not end when asked, and tells its number. */
const parentOf = (how: string) => `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(STUBBORN)}], ${how});
  child.stdout.once("data", () => console.log(child.pid));
`;
const PARENT = parentOf("{}");
/** What it starts leads a group and a session of its own, as by `setsid`. */
const PARENT_OF_LEAVER = parentOf("{ detached: true }");
/** Elsewhere the system does not tell whose a process is. */
const tellsWhose = process.platform === "linux";

/** Others may test on this machine at the same time, and a run's id finds its processes anywhere. */
const ours = (name: string) => `${name}-${process.pid}`;
const RUN = ours("run-1");

interface Started {
  identity: ProcessIdentity;
  /** When that was told, by the clock that only goes forward. */
  gone: Promise<number>;
  exit: Promise<Exit>;
}

let runsFolder: string;
let launcher: Launcher | undefined;
beforeEach(() => {
  runsFolder = realpathSync(mkdtempSync(join(tmpdir(), "leeway-runs-")));
});
afterEach(async () => {
  await launcher?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

function launch(
  argv: readonly [string, ...string[]],
  environment: Record<string, string | undefined> = { PATH: process.env["PATH"] },
) {
  launcher = createProcessLauncher({
    commands: { task: { agent: "command", argv }, session: { agent: "command", argv } },
    runsFolder,
    environment,
    graceMs: 300,
    patienceMs: 300,
  });
  return launcher;
}
const node = (script: string, ...args: string[]) =>
  launch([process.execPath, "-e", script, ...args]);

async function start(launcher: Launcher, job: Partial<Job> = {}): Promise<Started> {
  let told: (exit: Exit) => void = () => {};
  let tellGone: (at: number) => void = () => {};
  const gone = new Promise<number>((resolve) => {
    tellGone = resolve;
  });
  const exit = new Promise<Exit>((resolve) => {
    told = resolve;
  });
  const whole = {
    id: RUN,
    kind: "task" as const,
    project_id: "acme/web",
    name: null,
    message: null,
    provider: null,
    model: null,
  };
  const onGone = () => tellGone(performance.now());
  const events = { onOutput: () => {}, onGone, onExit: told };
  const identity = await launcher.start({ ...whole, ...job }, events);
  return { identity, gone, exit };
}
async function printed(launcher: Launcher, text: RegExp): Promise<void> {
  await expect.poll(() => launcher.output(RUN)?.text, { timeout: 4000 }).toMatch(text);
}

describe("a managed process", () => {
  it("gets its arguments as they are: no shell reads them", async () => {
    const odd = ["a b", "$HOME", "`id`", "; rm -rf /", "*", "'\"", "&& echo no", ""];
    const { exit } = await start(
      node("console.log(JSON.stringify(process.argv.slice(1)))", ...odd),
    );
    expect(JSON.parse((await exit).output.text)).toEqual(odd);
  });

  it("is asked on its standard input, which then ends", async () => {
    const launcher = node("process.stdin.pipe(process.stdout)");
    const message = 'Mend the "tests"; $HOME\n— ünïcode 🦊';
    const { exit } = await start(launcher, { message });
    expect(await exit).toMatchObject({ code: 0, signal: null, output: { text: message } });
  });

  it("need not read what it is asked", async () => {
    const { exit } = await start(node("process.exit(3)"), { message: "x".repeat(20_000) });
    expect(await exit).toMatchObject({ code: 3, signal: null });
  });

  it("sees none of the server's secrets, only what it needs and what it is for", async () => {
    const launcher = launch([process.execPath, "-p", "JSON.stringify(process.env)"], {
      PATH: "/usr/bin",
      LC_ALL: "C",
      HOME: undefined,
      LEEWAY_SECRET: "planted",
      DATABASE_URL: "planted",
      NODE_OPTIONS: "--no-warnings",
      GITHUB_TOKEN: "planted",
    });
    const { exit } = await start(launcher, { message: "hello", provider: "claude" });
    expect(JSON.parse((await exit).output.text)).toEqual({
      PATH: "/usr/bin",
      LC_ALL: "C",
      LEEWAY_RUN_ID: RUN,
      LEEWAY_RUN_KIND: "task",
      LEEWAY_PROJECT_ID: "acme/web",
      LEEWAY_MESSAGE: "hello",
      LEEWAY_PROVIDER: "claude",
    });
  });

  it("works in a folder of its own, which stays only if something is in it", async () => {
    const launcher = node(
      'console.log(process.cwd()); if (process.env.LEEWAY_MESSAGE) require("node:fs").writeFileSync("made", "")',
    );
    const tidy = await start(launcher, { id: ours("tidy") });
    const maker = await start(launcher, { id: ours("maker"), message: "make" });
    expect((await tidy.exit).output.text.trim()).toBe(join(runsFolder, ours("tidy")));
    expect((await maker.exit).output.text.trim()).toBe(join(runsFolder, ours("maker")));
    await launcher.close();
    expect(readdirSync(runsFolder)).toEqual([ours("maker")]);
  });

  it("is told apart by its number and its start", async () => {
    const launcher = node(STAY);
    const { identity } = await start(launcher);
    expect(identity).toEqual(identifyProcess(identity.pid));
    expect(launcher.output("another")).toBeNull();
    expect(launcher.stop("another")).toBeNull();
  });

  it("leads a group of its own, so that the server's signals pass it by", async () => {
    const { identity } = await start(node(STAY));
    expect(() => process.kill(-identity.pid, 0)).not.toThrow();
  });

  it("ends when it is asked, with the last that it says", async () => {
    const launcher = node(POLITE);
    const { exit } = await start(launcher);
    await printed(launcher, /ready/);
    await launcher.stop(RUN);
    expect(await exit).toEqual({
      code: 7,
      signal: null,
      output: { text: "ready\nbye\n", dropped_bytes: 0 },
    });
    expect(launcher.stop(RUN)).toBeNull();
  });

  it("is killed if it does not end when asked", async () => {
    const launcher = node(STUBBORN);
    const { exit, identity } = await start(launcher);
    await printed(launcher, /ready/);
    await launcher.stop(RUN);
    expect(await exit).toMatchObject({ code: null, signal: "SIGKILL" });
    expect(isRunning(identity)).toBe(false);
  });

  it("is asked to end once, however often it is stopped", async () => {
    const launcher = node(
      `process.on("SIGTERM", () => console.log("asked")); console.log("ready"); ${STAY}`,
    );
    const { exit } = await start(launcher);
    await printed(launcher, /ready/);
    const stops = [launcher.stop(RUN)];
    await printed(launcher, /asked/);
    await Promise.all([...stops, launcher.stop(RUN), launcher.close()]);
    expect(await exit).toMatchObject({ signal: "SIGKILL", output: { text: "ready\nasked\n" } });
  });

  it("leaves those that it has started their time to save, though it goes at once itself", async () => {
    const launcher = node(WRAPPER);
    const { exit } = await start(launcher);
    await printed(launcher, /ready/);
    await launcher.stop(RUN);
    expect(await exit).toMatchObject({
      signal: "SIGTERM",
      output: { text: "ready\nsaved\n" },
    });
  });

  const ends = 'child.stdout.once("data", () => process.exit());';
  const parents: [string, string][] = [["what it has started", PARENT]];
  if (tellsWhose) parents.push(["what has left its group", PARENT_OF_LEAVER]);
  it.each(
    parents.flatMap(([what, parent]): [string, string, string][] => [
      [what, "is stopped", parent + STAY],
      [what, "ends by itself", parent + ends],
    ]),
  )("takes %s with it when it %s", async (_, how, script) => {
    const launcher = node(script);
    const { exit } = await start(launcher);
    if (how === "is stopped") {
      await printed(launcher, /\d/);
      await launcher.stop(RUN);
    }
    const child = Number((await exit).output.text);
    expect(child).toBeGreaterThan(0);
    await expect.poll(() => identifyProcess(child)).toBeNull();
  });

  it("is over when it has ended, though something that cannot be found holds its output", async () => {
    const leaver = `const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(
      "setTimeout(() => {}, 20000)",
    )}], { detached: true, env: {}, stdio: "inherit" }); console.log(child.pid); child.unref();`;
    const { gone, exit } = await start(node(leaver));
    const { code, output } = await exit;
    expect(code).toBe(0);
    // It was waited for its output for a second, in which it has worked no more.
    expect(performance.now() - (await gone)).toBeGreaterThan(900);
    process.kill(Number(output.text));
  });

  it("ends with all others when the launcher closes", async () => {
    const launcher = node(STAY);
    const all = [
      await start(launcher, { id: ours("a") }),
      await start(launcher, { id: ours("b") }),
    ];
    await launcher.close();
    expect(all.map(({ identity }) => isRunning(identity))).toEqual([false, false]);
    expect((await Promise.all(all.map(({ exit }) => exit))).map(({ signal }) => signal)).toEqual([
      "SIGTERM",
      "SIGTERM",
    ]);
  });

  const failing = (launcher: Launcher) => start(launcher).catch((error: unknown) => error);

  it.each([
    [
      "is not there",
      "/none/such",
      "there is no program /none/such, or not what its first line names (ENOENT)",
    ],
    [
      "is no program",
      SAMPLE_AGENT,
      `${SAMPLE_AGENT} is no program that the server may run (EACCES)`,
    ],
  ])("says so and leaves nothing behind if its program %s", async (_, program, why) => {
    const launcher = launch([program]);
    const failed = await failing(launcher);
    expect(failed).toBeInstanceOf(LaunchError);
    expect((failed as Error).message).toBe(`The agent could not be started: ${why}.`);
    expect(readdirSync(runsFolder)).toEqual([]);
    expect(launcher.output(RUN)).toBeNull();
  });

  it("says so if there is no place for its folder, and not where that is", async () => {
    writeFileSync(join(runsFolder, RUN), "");
    const failed = await failing(node(""));
    expect(failed).toBeInstanceOf(LaunchError);
    expect((failed as Error).message).toBe(
      "The agent could not be started: no folder could be made for it (EEXIST).",
    );
  });
});

describe("what a session is sent", () => {
  const session = (launcher: Launcher) => start(launcher, { kind: "session" });

  it("reaches its standard input, a line each, in the order it was sent", async () => {
    const launcher = node("process.stdin.pipe(process.stdout)");
    await session(launcher);
    const texts = ["one", "two\n  lines", 'no shell: $HOME "; ünï 🦊', ""];
    const sent = await Promise.all(texts.map((text) => launcher.send(RUN, text)));
    expect(sent).toEqual([true, true, true, true]);
    const whole = texts.map((text) => `${text}\n`).join("");
    await expect.poll(() => launcher.output(RUN)?.text).toBe(whole);
  });

  it("is refused once the process does not read any more, and never waits for long", async () => {
    const launcher = node(STAY);
    await session(launcher);
    const big = "x".repeat(500_000);
    // What fits nowhere stands in our own memory, and would arrive if it were read.
    expect(await launcher.send(RUN, big)).toBe(true);
    const sent = await Promise.all([1, 2, 3].map(() => launcher.send(RUN, "more")));
    expect(sent).toEqual([false, false, false]);
    await launcher.stop(RUN);
  });

  it("arrives whole and alone if the process reads late after all", async () => {
    const launcher = node(`
      process.on("SIGUSR2", () => process.stdin.on("data", (read) => console.log("read " + read.length)));
      console.log("ready"); ${STAY}`);
    const { identity } = await session(launcher);
    await printed(launcher, /ready/);
    const length = 500_000;
    expect(await launcher.send(RUN, "x".repeat(length))).toBe(true);
    expect(await launcher.send(RUN, "refused")).toBe(false);
    process.kill(identity.pid, "SIGUSR2");
    const read = () =>
      [...(launcher.output(RUN)?.text.matchAll(/read (\d+)/g) ?? [])].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
    await expect.poll(read, { timeout: 4000 }).toBe(length + 1);
    expect(await launcher.send(RUN, "again")).toBe(true);
    await expect.poll(read).toBe(length + 1 + 6);
  });

  it("is refused by a process that has closed its input", async () => {
    const launcher = node(
      `require("node:fs").closeSync(0); console.log("closed"); setInterval(() => {}, 1000);`,
    );
    await session(launcher);
    await printed(launcher, /closed/);
    expect(await launcher.send(RUN, "hello")).toBe(false);
    expect(await launcher.send(RUN, "hello")).toBe(false);
    expect(launcher.output(RUN)).not.toBeNull();
  });

  it("is refused by one that has gone, goes meanwhile, or was never there", async () => {
    const launcher = node(STAY);
    const { exit } = await session(launcher);
    expect(await launcher.send("another", "hello")).toBe(false);
    await launcher.send(RUN, "x".repeat(500_000));
    const late = launcher.send(RUN, "late");
    await launcher.stop(RUN);
    await exit;
    expect(await late).toBe(false);
    expect(await launcher.send(RUN, "hello")).toBe(false);
  });

  it("is refused by a task, whose input has ended", async () => {
    const launcher = node(STAY);
    await start(launcher, { message: "work" });
    expect(await launcher.send(RUN, "hello")).toBe(false);
  });
});

describe("an orphan", () => {
  /** A process as a server leaves it behind that was killed, in a group of its own; prints its child's number. */
  async function orphan(script: string) {
    const env = { ...process.env, LEEWAY_RUN_ID: ours("orphan") };
    const argv = ["-e", script];
    const leader = spawn(process.execPath, argv, { detached: true, env });
    const gone = new Promise((resolve) => leader.once("exit", resolve));
    const identity = identifyProcess(leader.pid ?? 0) ?? { pid: 0, started: "" };
    const said = await new Promise<Buffer>((resolve) => leader.stdout.once("data", resolve));
    return { identity, gone, child: Number(said) };
  }
  const next = () => launch([process.execPath]);

  it("is ended, by force if need be", async () => {
    const launcher = node(STUBBORN);
    const { identity } = await start(launcher);
    await printed(launcher, /ready/);
    await next().endOrphans(RUN, identity);
    await expect.poll(() => isRunning(identity)).toBe(false);
  });

  it("is left alone if its number belongs to another process by now", async () => {
    const launcher = node(POLITE);
    const { identity, exit } = await start(launcher, { id: ours("run-2") });
    await expect.poll(() => launcher.output(ours("run-2"))?.text).toMatch(/ready/);
    await launcher.endOrphans(RUN, { ...identity, started: "another time" });
    await launcher.stop(ours("run-2"));
    expect(await exit).toMatchObject({ code: 7, output: { text: "ready\nbye\n" } });
  });

  describe.runIf(tellsWhose)("that went with the server", () => {
    it("leaves nothing behind that it has started", async () => {
      const { identity, gone, child } = await orphan(
        `${PARENT} child.stdout.once("data", () => setTimeout(() => process.exit(), 50));`,
      );
      await gone;
      await next().endOrphans("another", identity);
      expect(identifyProcess(child)).not.toBeNull();
      await next().endOrphans(ours("orphan"), identity);
      await expect.poll(() => identifyProcess(child)).toBeNull();
    });

    it("leaves nothing behind that has left its group", async () => {
      const { identity, gone, child } = await orphan(PARENT_OF_LEAVER + STAY);
      await next().endOrphans(ours("orphan"), identity);
      await gone;
      await expect.poll(() => identifyProcess(child)).toBeNull();
    });

    it("is found though nobody has written its number down", async () => {
      const { identity, gone, child } = await orphan(PARENT + STAY);
      await next().endOrphans(ours("orphan"), null);
      await gone;
      expect(isRunning(identity)).toBe(false);
      await expect.poll(() => identifyProcess(child)).toBeNull();
    });
  });
});

describe("the sample agent", () => {
  it("says what it is, what it was asked and how far it is, and ends when asked", async () => {
    const launcher = launch([process.execPath, SAMPLE_AGENT]);
    const { exit } = await start(launcher, { message: "Tidy up" });
    await printed(launcher, /\[1\/6\]/);
    await launcher.stop(RUN);
    const { code, output } = await exit;
    expect(code).toBe(143);
    expect(output.text).toMatch(/^Sample agent: nothing is changed anywhere.*LEEWAY_RUN_COMMAND/);
    expect(output.text).toContain("Asked: Tidy up\n");
    expect(output.text).toMatch(/stopping\.\n$/);
    expect(existsSync(join(runsFolder, RUN))).toBe(false);
  });
});

describe("whose accounts an agent uses", () => {
  it("is told by its program, for each kind of its own; the sample agent uses none", () => {
    const launcher = createProcessLauncher({
      commands: {
        task: { agent: "command", argv: ["/opt/bin/claude", "-p"] },
        session: { agent: "sample", argv: ["codex"] },
      },
      runsFolder,
      environment: {},
    });
    expect([launcher.providerOf("task"), launcher.providerOf("session")]).toEqual(["claude", null]);
  });

  it("is not known of another program", () => {
    expect(node("").providerOf("task")).toBeNull();
  });
});
