import { createInterface } from "node:readline";

/**
 * The sample agent: prints progress, or talks back, and does no work. It is what managed runs and
 * sessions start until LEEWAY_RUN_COMMAND and LEEWAY_SESSION_COMMAND name a real one, and it says so.
 */
const STEPS = [
  "reading the request",
  "looking around",
  "making a plan",
  "pretending to edit",
  "pretending to test",
  "writing a summary",
];
const STEP_MS = 4000;

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

process.once("SIGTERM", () => {
  say("Asked to stop: stopping.");
  process.exit(143);
});

async function work() {
  say("Sample agent: nothing is changed anywhere. Set LEEWAY_RUN_COMMAND to run your own.");
  say(`Asked: ${process.env.LEEWAY_MESSAGE ?? "(nothing)"}`);
  for (const [index, step] of STEPS.entries()) {
    say(`[${index + 1}/${STEPS.length}] ${step}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  say("Done.");
}

/** Lives until it is stopped, or its input ends. */
async function talk() {
  say("Sample agent: it only repeats. Set LEEWAY_SESSION_COMMAND to talk to your own.");
  for await (const line of createInterface({ input: process.stdin })) say(`You said: ${line}`);
}

await (process.env.LEEWAY_RUN_KIND === "session" ? talk() : work());
