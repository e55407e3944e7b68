/**
 * The sample agent: runs for a while, prints progress, does no work. It is what managed runs start
 * until LEEWAY_RUN_COMMAND names a real one, and it says so.
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

say("Sample agent: nothing is changed anywhere. Set LEEWAY_RUN_COMMAND to run your own.");
say(`Asked: ${process.env.LEEWAY_MESSAGE ?? "(nothing)"}`);
for (const [index, step] of STEPS.entries()) {
  say(`[${index + 1}/${STEPS.length}] ${step}`);
  await new Promise((resolve) => setTimeout(resolve, STEP_MS));
}
say("Done.");
