import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { createServer } from "vite";
import { browserArgs, findBrowser } from "./browser.mjs";

/** Measures the table of accounts over the built server, with few accounts and with many. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAIN = join(ROOT, "dist/server/main.js");
const FEW = 20;
const MANY = 2000;
const ROUNDS = 5;
const IDLE_SECONDS = 20;
const SCROLL_SECONDS = 3;
/** A notch of a wheel each frame: faster than anybody reads. */
const NOTCH_PX = 120;
const FRAME_MS = 16;
const VIEWPORT = { width: 1440, height: 900 };
const PROMISED = { ratio: 1.5, nodes: 1000, fps: 55, idle: 0.3 };

if (!existsSync(MAIN)) {
  console.error("There is no build to measure. Run npm run build first.");
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "leeway-bench-"));
/** What is to be ended when all is measured, the last begun first. @type {(() => unknown)[]} */
const ending = [() => rmSync(folder, { recursive: true, force: true })];
try {
  await seed([FEW, MANY]);
  const few = await start(FEW);
  const many = await start(MANY);
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: browserArgs(),
  });
  ending.unshift(() => browser.close());

  const times = { few: [], many: [] };
  // The first visit of each is the server's warm-up; then in turns, so that both share the weather.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, url] of Object.entries({ few, many })) {
      const ms = await timeToContent(browser, url);
      if (round > 0) times[name].push(ms);
    }
  }
  const ratio = median(times.many) / median(times.few);
  const { nodes, fps, slowest, idle } = await look(browser, many);

  const rows = [
    [`content with ${FEW} accounts`, `${median(times.few).toFixed(0)} ms`, ""],
    [`content with ${MANY} accounts`, `${median(times.many).toFixed(0)} ms`, ""],
    ["ratio of both", ratio.toFixed(2), `at most ${PROMISED.ratio}`, ratio <= PROMISED.ratio],
    ["elements", nodes, `at most ${PROMISED.nodes}`, nodes <= PROMISED.nodes],
    [
      "scrolling",
      `${fps.toFixed(1)} fps, slowest frame ${slowest.toFixed(0)} ms`,
      `at least ${PROMISED.fps}`,
      fps >= PROMISED.fps,
    ],
    [
      `idle for ${IDLE_SECONDS} s`,
      `${idle.task.toFixed(3)} s in tasks, ${idle.process.toFixed(3)} s of its process`,
      `below ${PROMISED.idle}`,
      idle.task < PROMISED.idle && idle.process < PROMISED.idle,
    ],
  ];
  for (const [what, value, promise, kept] of rows) {
    const verdict = kept === undefined ? "" : kept ? "ok" : "MISSED";
    console.log(`${what.padEnd(28)} ${String(value).padEnd(44)} ${promise.padEnd(14)} ${verdict}`);
  }
  process.exitCode = rows.every(([, , , kept]) => kept !== false) ? 0 : 1;
} finally {
  for (const end of ending) await end();
}

/** The engines' own code writes the records, before any server opens them. */
async function seed(counts) {
  const vite = await createServer({
    root: ROOT,
    mode: "bench",
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, hmr: false, ws: false },
  });
  const { seedAccounts } = await vite.ssrLoadModule("/scripts/seedAccounts.ts");
  for (const count of counts) {
    mkdirSync(dataOf(count), { recursive: true, mode: 0o700 });
    await seedAccounts(dataOf(count), count);
  }
  await vite.close();
}

function dataOf(count) {
  return join(folder, `data-${count}`);
}

/** @returns {Promise<string>} the address of a server over that many accounts */
function start(count) {
  const server = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      PORT: "0",
      LEEWAY_DATA: dataOf(count),
      LEEWAY_SAMPLE: "off",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  ending.unshift(() => {
    server.kill("SIGTERM");
    return gone;
  });
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (chunk) => {
      said += chunk;
      const url = /Leeway is on (\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    server.once("exit", () => reject(new Error(`The server ended: ${said}`)));
  });
}

/** Milliseconds from the navigation to the first account on the screen; nothing is cached. */
async function timeToContent(browser, url) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("tbody [role=meter]")) return;
      observer.disconnect();
      requestAnimationFrame(() => Object.assign(window, { contentAt: performance.now() }));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(new URL("/accounts", url).href);
  const at = await page.waitForFunction(() => Reflect.get(window, "contentAt"));
  const ms = await at.jsonValue();
  await context.close();
  return ms;
}

/** Counts, scrolls, and then leaves the page alone. */
async function look(browser, url) {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(new URL("/accounts", url).href);
  await page.locator("tbody [role=meter]").first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const count = () => page.evaluate(() => document.querySelectorAll("*").length);
  const atTop = await count();

  await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2);
  await page.evaluate(() => {
    const frames = [];
    Object.assign(window, { frames });
    const frame = (at) => {
      frames.push(at);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const until = Date.now() + SCROLL_SECONDS * 1000;
  let most = atTop;
  while (Date.now() < until) {
    await page.mouse.wheel(0, NOTCH_PX);
    await page.waitForTimeout(FRAME_MS);
  }
  const frames = await page.evaluate(() => Reflect.get(window, "frames").slice());
  most = Math.max(most, await count());
  const scrolled = await page.evaluate(() => scrollY);
  if (scrolled < 5000) throw new Error(`The page has scrolled by ${scrolled} px only.`);
  const gaps = frames.slice(1).map((at, index) => at - frames[index]);
  const seconds = (frames.at(-1) - frames[0]) / 1000;

  // The frames that were counted cost something themselves.
  await page.reload();
  await page.locator("tbody [role=meter]").first().waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(5000);
  const before = await metrics(devtools);
  await page.waitForTimeout(IDLE_SECONDS * 1000);
  const after = await metrics(devtools);
  return {
    nodes: most,
    fps: gaps.length / seconds,
    slowest: Math.max(...gaps),
    idle: {
      task: after.TaskDuration - before.TaskDuration,
      process: after.ProcessTime - before.ProcessTime,
    },
  };
}

async function metrics(devtools) {
  const { metrics: list } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
