import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { RunKind } from "../../src/contract/runs.ts";
import type { ProcessIdentity } from "../engines/records.ts";
import {
  type Agent,
  type Exit,
  type Job,
  type JobEvents,
  LaunchError,
  type Launcher,
} from "./launcher.ts";
import { providerOfProgram } from "../../src/domain/providerOfProgram.ts";
import { endRun } from "./endRun.ts";
import { RUN_ID_VARIABLE } from "./groupsOfRun.ts";
import { createOutputTail, type OutputTail } from "./outputTail.ts";
import { identifyProcess, isRunning } from "./processIdentity.ts";
import { whyNoFolder, whyNotStarted } from "./whyNotStarted.ts";
import { createProcessInput, type ProcessInput } from "./processInput.ts";

/** What a child may see of the server's environment: enough to run, nothing secret. */
const INHERITED = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "TZ",
  "TMPDIR",
  "SystemRoot",
]);

export interface ProcessLauncherOptions {
  /** By kind: program and arguments, which no shell reads, and whose they are. */
  commands: Readonly<Record<RunKind, { agent: Agent; argv: readonly [string, ...string[]] }>>;
  /** Each run gets a folder of its own below this one. */
  runsFolder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Between SIGTERM and SIGKILL. */
  graceMs?: number;
  /** How long a process that does not read is waited for. */
  patienceMs?: number;
}

interface Child {
  process: ChildProcess;
  /** Ends it with all that it has started: once, whoever asks. */
  end: (graceMs: number) => Promise<void>;
  input: ProcessInput;
  tail: OutputTail;
  /** Resolves after its exit has been told. */
  gone: Promise<void>;
}

const OUTPUT_EVENT_MS = 1000;
/** How long the last output of a process may take to arrive after its exit. */
const DRAIN_MS = 1000;

export function createProcessLauncher(options: ProcessLauncherOptions): Launcher {
  const { commands, runsFolder, graceMs = 5000, patienceMs = 5000 } = options;
  const children = new Map<string, Child>();

  async function start(job: Job, events: JobEvents): Promise<ProcessIdentity> {
    const folder = join(runsFolder, job.id);
    const { argv } = commands[job.kind];
    makeFolder(folder);
    let child: ChildProcessWithoutNullStreams;
    try {
      child = spawn(argv[0], argv.slice(1), {
        cwd: folder,
        detached: true,
        env: environmentOf(job, options.environment),
      });
      await spawned(child);
    } catch (cause) {
      rmdirIfEmpty(folder);
      throw notStarted(whyNotStarted(cause, argv[0]), cause);
    }
    const tail = createOutputTail();
    const input = createProcessInput(child.stdin, patienceMs);
    let ending: Promise<void> | undefined;
    const leaders = child.pid === undefined ? [] : [child.pid];
    // Once: to many an agent a second SIGTERM says that there is no time to save.
    const end = (graceMs: number) => (ending ??= endRun(job.id, leaders, graceMs));
    const one: Child = { process: child, end, input, tail, gone: Promise.resolve() };
    one.gone = whenGone(one, events).then(() => {
      children.delete(job.id);
      rmdirIfEmpty(folder);
    });
    children.set(job.id, one);
    child.stdin.on("error", () => {}); // A child need not read what it is asked.
    // A task reads what it is asked, whole; a session's input stays open.
    if (job.kind === "task") child.stdin.end(job.message ?? "");
    return identifyProcess(child.pid ?? 0) ?? { pid: child.pid ?? 0, started: "" };
  }

  function stop(runId: string): Promise<void> | null {
    const child = children.get(runId);
    if (!child) return null;
    void child.end(graceMs);
    return child.gone;
  }

  return {
    agentOf: (kind) => commands[kind].agent,
    providerOf(kind) {
      const { agent, argv } = commands[kind];
      return agent === "sample" ? null : providerOfProgram(argv[0]);
    },
    start,
    stop,
    has: (runId) => children.has(runId),
    output: (runId) => children.get(runId)?.tail.read() ?? null,
    send: async (runId, text) => (await children.get(runId)?.input.send(`${text}\n`)) ?? false,
    async endOrphans(runId, leader) {
      await endRun(runId, leader && isRunning(leader) ? [leader.pid] : [], graceMs);
    },
    async close() {
      await Promise.all([...children.keys()].map(async (runId) => stop(runId)));
    },
  };
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
}

/** Resolves after the exit has been told. Whatever the process left behind ends with it. */
async function whenGone(one: Child, events: JobEvents): Promise<void> {
  const { process: child, tail } = one;
  let told: ReturnType<typeof setTimeout> | undefined;
  const onOutput = () => {
    told ??= setTimeout(() => {
      told = undefined;
      events.onOutput();
    }, OUTPUT_EVENT_MS);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", tail.open()).on("data", onOutput);
  }
  const closed = new Promise<Pick<Exit, "code" | "signal">>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  await new Promise((resolve) => child.once("exit", resolve));
  // From here on its number may be another's: a stop that comes now finds it ended.
  await one.end(0);
  events.onGone();
  // What cannot be found may hold the output open for good; the run is over all the same.
  const drained = setTimeout(() => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, DRAIN_MS);
  const exit = await closed;
  clearTimeout(told);
  clearTimeout(drained);
  events.onExit({ ...exit, output: tail.read() });
}

function environmentOf(
  job: Job,
  environment: ProcessLauncherOptions["environment"],
): Record<string, string> {
  const inherited = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && (INHERITED.has(name) || name.startsWith("LC_")),
  );
  const own = {
    [RUN_ID_VARIABLE]: job.id,
    LEEWAY_RUN_KIND: job.kind,
    LEEWAY_NAME: job.name,
    LEEWAY_PROJECT_ID: job.project_id,
    LEEWAY_MESSAGE: job.message,
    LEEWAY_PROVIDER: job.provider,
    LEEWAY_MODEL: job.model,
  };
  const given = Object.entries(own).filter(([, value]) => value !== null);
  return Object.fromEntries([...inherited, ...given]) as Record<string, string>;
}

const notStarted = (why: string, cause: unknown) =>
  new LaunchError(`The agent could not be started: ${why}.`, { cause });

/** @throws {LaunchError} */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw notStarted(whyNoFolder(cause), cause);
  }
}

/** A run that left files keeps its folder. */
function rmdirIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or gone.
  }
}
