import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const reports = mkdtempSync(join(tmpdir(), "leeway-reports-"));
const unitReport = join(reports, "unit.json");
const e2eReport = join(reports, "e2e.json");

/** Each step is a check that passes or fails as one, unless it counts its own tests. */
const CHECKS = [
  { name: "types", command: ["npx", "tsc", "--noEmit"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "format", command: ["npx", "oxfmt", "--check"] },
  { name: "lockfile", command: ["node", "scripts/lockfile.mjs"] },
  {
    name: "unit",
    command: [
      "npx",
      "vitest",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${unitReport}`,
    ],
    count: countUnit,
  },
];
const END_TO_END = [
  { name: "build", command: ["npm", "run", "--silent", "build"] },
  { name: "build:mock", command: ["npm", "run", "--silent", "build:mock"] },
  { name: "build:gallery", command: ["npm", "run", "--silent", "build:gallery"] },
  { name: "budget", command: ["node", "scripts/budget.mjs"] },
  {
    name: "e2e",
    command: ["npx", "playwright", "test", "--config", "e2e/playwright.config.ts"],
    env: async () => ({
      CHROMIUM_PATH: await findBrowser(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
    }),
    count: countEndToEnd,
  },
];

const steps = process.argv.includes("e2e") ? END_TO_END : [...CHECKS, ...END_TO_END];
let passed = 0;
let failed = 0;
const summary = [];
const failures = [];
for (const { name, command, env, count } of steps) {
  console.log(`\n— ${name}: ${command.join(" ")}`);
  const result = await run(name, command, env, count);
  passed += result.passed;
  failed += result.failed;
  failures.push(...(result.failures ?? []).map((failure) => `${name}: ${failure}`));
  summary.push(`${result.failed === 0 ? "ok    " : "FAILED"}  ${name}: ${result.note}`);
}
rmSync(reports, { recursive: true, force: true });
console.log(["", ...failures, "", ...summary].join("\n"));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function run(name, [program, ...args], env, count) {
  const started = Date.now();
  const note = (text) => `${text}, ${((Date.now() - started) / 1000).toFixed(1)} s`;
  let code;
  try {
    code = await exitCode(program, args, { ...process.env, ...(await env?.()) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, note: note("did not run") };
  }
  if (!count) {
    const good = code === 0;
    return {
      passed: good ? 1 : 0,
      failed: good ? 0 : 1,
      note: note(good ? "passed" : `code ${code}`),
    };
  }
  const counted = count();
  // Nothing counted, or a failure that no test owns (a setup that broke), is a failure all the same.
  const unowned = counted.passed + counted.failed === 0 || (code !== 0 && counted.failed === 0);
  const bad = counted.failed + counted.skipped + (unowned ? 1 : 0);
  const skipped = counted.skipped > 0 ? `, ${counted.skipped} skipped (counted as failed)` : "";
  return {
    passed: counted.passed,
    failed: bad,
    failures: unowned ? ["an error outside the tests, shown above"] : counted.failures,
    note: note(`${counted.passed} passed, ${bad} failed${skipped}`),
  };
}

function exitCode(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function report(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function countUnit() {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
    testResults = [],
  } = report(unitReport) ?? {};
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    failures: tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  };
}

function countEndToEnd() {
  const { stats, suites = [] } = report(e2eReport) ?? {};
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats ?? {};
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const bad = suites.flatMap(specsOf).filter(({ ok }) => !ok);
  return {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    failures: bad.map(({ file, line, title }) => `${file}:${line} ${title}`),
  };
}
