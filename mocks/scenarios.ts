import { seedActivity } from "./activityScenario.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import { samplePolicy } from "../server/admission/sampleWorkspace.ts";
import { accountLimits } from "./accountLimits.ts";
import { knownAccount, manyAccounts, sampleAccounts } from "./accounts.ts";
import { connectVendor } from "./connectVendor.ts";
import { seedSchedules } from "./schedulesScenario.ts";
import { parkRun, startRun, type World } from "./world.ts";

/** A world to look at: who has what, and what is broken. */
export interface Scenario {
  title: string;
  policy?: Policy;
  /** Given once per run that was started before the page opened: how long ago, in seconds. */
  seed: (world: World, startedAgo: (seconds: number) => void) => Promise<void>;
  /** What goes wrong between the page and the application. */
  fault?: "slow" | "offline" | "off_contract" | "html_error" | "dropped";
}

const small: Policy = {
  ...defaultPolicy,
  runs: { ...defaultPolicy.runs, max: 10, window_seconds: 3600 },
  projects: { "*": { max_concurrency: 2 }, docs: { max_concurrency: 4 } },
  upgrade_url: "https://leeway.example/upgrade",
};

/** The small policy with another plan for everyone. */
const planned = (plan: Partial<Policy["plans"][string]>): Policy => ({
  ...small,
  plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds: 288_000, ...plan } },
});

const PROJECTS = [
  { id: "acme/web", name: "Acme web" },
  { id: "acme/payments-api", name: "Acme payments API" },
  { id: "docs", name: "Docs" },
];

async function addProjects({ records }: World): Promise<void> {
  for (const project of PROJECTS) {
    await records.addProject({ ...project, sample: false, created_at: "2026-01-05T09:00:00.000Z" });
  }
}

const MESSAGES = [
  "Fix the flaky checkout test",
  "Update the dependencies and open a pull request",
  "Explain why the nightly export is slow, and propose a fix that needs no migration",
  "Add dark mode to the settings page",
];

/** How long the work of a run takes that is over by now. */
const WORK_SECONDS = 540;

async function startMany(
  world: World,
  startedAgo: (seconds: number) => void,
  ages: readonly number[],
): Promise<void> {
  for (const [index, age] of ages.entries()) {
    startedAgo(age);
    const project_id = PROJECTS[index % PROJECTS.length]?.id ?? "acme/web";
    const message = MESSAGES[index % MESSAGES.length] ?? null;
    const id = await startRun(world, { project_id, message });
    if (age > WORK_SECONDS) {
      startedAgo(age - WORK_SECONDS);
      world.launcher.exit(id, index % 4 === 3 ? 1 : 0);
    }
    await world.admission.lifecycle.settled();
  }
  startedAgo(0);
  await world.admission.lifecycle.sweep();
}

/** Room and long leases for runs that deliver, so that it is the lock that runs out. */
const delivering: Policy = {
  ...small,
  runs: { ...small.runs, lease_seconds: 900 },
  projects: { "*": { max_concurrency: 4 } },
};

const WEB = "acme/web";

/** Work that its caller does, and keeps alive. */
const external = (message: string) =>
  ({ project_id: WEB, execution: "external", source: "api", message }) as const;

/** Fills the project; what comes on top waits. */
async function fillProject(
  world: World,
  startedAgo: (seconds: number) => void,
  waiting: readonly string[] = [],
): Promise<void> {
  startedAgo(1260);
  await startRun(world, { project_id: WEB, message: MESSAGES[0] ?? null });
  startedAgo(420);
  await startRun(world, { project_id: WEB, message: MESSAGES[1] ?? null });
  for (const [index, message] of waiting.entries()) {
    startedAgo(180 - index * 60);
    await startRun(world, { project_id: WEB, message });
  }
  startedAgo(0);
  await world.admission.lifecycle.sweep();
}

/** A run that delivers, and as many behind it as there are messages. The leases stand at `ago`. */
async function holdLock(
  world: World,
  startedAgo: (seconds: number) => void,
  { ago, waiting = [] }: { ago: number; waiting?: readonly string[] },
): Promise<void> {
  startedAgo(ago);
  const holder = await startRun(world, external("Ship the new checkout"));
  await world.admission.prLocks.acquire(WEB, holder);
  for (const [index, message] of waiting.entries()) {
    startedAgo(Math.max(0, ago - 10 * (index + 1)));
    await world.admission.prLocks.acquire(WEB, await startRun(world, external(message)));
  }
  startedAgo(0);
}

/** Caps of 90 % on a Claude account of which so much is used. */
async function capAt(world: World, session_pct: number, weekly_pct: number): Promise<void> {
  const now = world.now();
  const { session, weekly } = accountLimits(now);
  const limits = [session({ used_pct: session_pct }), weekly({ used_pct: weekly_pct })];
  const known = knownAccount({ provider: "claude", nickname: "Work", limits }, 1, now);
  await connectVendor(world, known);
  const caps = { session_pct: 90, week_pct: 90 };
  await world.records.writeThresholds(world.principal.id, caps);
}

async function startSession(world: World, name: string): Promise<string> {
  const { admit } = world.admission;
  const admitted = await admit({
    principal: world.principal,
    idempotencyKey: null,
    work: {
      kind: "session",
      project_id: null,
      source: "manual",
      execution: "managed",
      name,
      message: null,
      provider: null,
      model: null,
    },
  });
  if (admitted.outcome === "refused") throw new Error("The scenario's own limits refuse it.");
  return admitted.run.id;
}

const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/** As long as they may be; written from right to left; with nowhere to break. */
const LONG = {
  projects: [
    { id: WEB, name: `The web shop of ${WORD}`.slice(0, 100) },
    { id: "acme/a".padEnd(100, "-very-long-repository-name"), name: WORD.repeat(2).slice(0, 100) },
    { id: "acme/payments-rtl", name: "واجهة برمجة تطبيقات المدفوعات للعملاء الدوليين" },
    { id: "acme/shop-rtl", name: "חנות האינטרנט של החברה (v2)" },
    { id: "x", name: "X" },
  ],
  messages: [
    `Rewrite ${WORD} so that it fits, and say in the pull request why. ${"Then once more, slowly. ".repeat(20)}`,
    "https://ci.acme.example/".padEnd(300, "builds/artifacts/"),
    "أصلح صفحة الدفع src/pay.ts قبل نهاية الأسبوع",
    "👩‍👩‍👧‍👦 Ship it\nwith a second line",
  ],
  sessions: ["מפגש עבודה על תרגום הממשק", WORD.repeat(2).slice(0, 100), "S"],
};

export const scenarios = {
  fresh: {
    title: "Fresh: the sample workspace, nothing used",
    policy: samplePolicy,
    seed: (world) => world.sample.prepare(true, world.principal),
  },
  busy: {
    title: "Busy: 7 of 10 runs used",
    policy: small,
    async seed(world, startedAgo) {
      await addProjects(world);
      await startMany(world, startedAgo, [3300, 2700, 2400, 1500, 900, 400, 60]);
    },
  },
  "nearly-full": {
    title: "Nearly full: 9 of 10 runs used",
    policy: small,
    async seed(world, startedAgo) {
      await addProjects(world);
      await startMany(world, startedAgo, [3300, 2700, 2400, 1500, 900, 700, 400, 200, 60]);
    },
  },
  "run-quota-exhausted": {
    title: "Run quota exhausted: the next window opens in 5 minutes",
    policy: small,
    async seed(world, startedAgo) {
      await addProjects(world);
      await startMany(world, startedAgo, [3300, 3000, 2700, 2400, 2000, 1500, 900, 400, 120, 60]);
    },
  },
  "parked-runs": {
    title: "Parked runs: three wait for the window, and no more may",
    policy: { ...small, parking: { ...small.parking, max_per_user: 3 } },
    async seed(world, startedAgo) {
      await addProjects(world);
      await startMany(world, startedAgo, [3300, 3000, 2700, 2400, 2000, 1500, 900, 400, 120, 60]);
      for (const message of MESSAGES.slice(0, 3)) {
        await parkRun(world, { project_id: WEB, message });
      }
    },
  },
  schedules: {
    title: "Schedules: one that was refused and missed, one that waits, one that is paused",
    policy: { ...small, runs: { ...small.runs, max: 2 } },
    async seed(world, startedAgo) {
      await addProjects(world);
      await seedSchedules(world, startedAgo);
    },
  },
  "at-maximum-concurrency": {
    title: "At maximum concurrency: both slots of Acme web are taken",
    policy: small,
    async seed(world, startedAgo) {
      await addProjects(world);
      await fillProject(world, startedAgo);
    },
  },
  "queue-of-three": {
    title: "Queue of three: two run in Acme web, three wait",
    policy: small,
    async seed(world, startedAgo) {
      await addProjects(world);
      await fillProject(world, startedAgo, MESSAGES.slice(1));
    },
  },
  "lock-held": {
    title: "PR lock held: one delivers, two wait",
    policy: delivering,
    async seed(world, startedAgo) {
      await addProjects(world);
      await holdLock(world, startedAgo, { ago: 45, waiting: ["Fix the header", "Bump the SDK"] });
    },
  },
  "lock-stuck": {
    title: "PR lock stuck: its holder has not renewed for 95 seconds",
    policy: delivering,
    async seed(world, startedAgo) {
      await addProjects(world);
      await holdLock(world, startedAgo, { ago: 95, waiting: ["Fix the header"] });
    },
  },
  "lock-lapsed": {
    title: "PR lock lapsed: its holder is gone, the next may take it",
    policy: delivering,
    async seed(world, startedAgo) {
      await addProjects(world);
      await holdLock(world, startedAgo, { ago: 125, waiting: ["Fix the header"] });
    },
  },
  "compute-quota-reached": {
    title: "Compute quota reached: no session until next month",
    policy: planned({ monthly_compute_seconds: 3600 }),
    async seed(world, startedAgo) {
      await addProjects(world);
      startedAgo(4000);
      await startSession(world, "Refactor the parser");
      startedAgo(0);
    },
  },
  "compute-nearly-used": {
    title: "Compute nearly used up: 80 % of the month",
    policy: planned({ monthly_compute_seconds: 18_000 }),
    async seed(world, startedAgo) {
      await addProjects(world);
      startedAgo(14_400);
      await startSession(world, "Refactor the parser");
      startedAgo(0);
    },
  },
  "session-limit-reached": {
    title: "Session limit reached: both sessions run",
    policy: planned({ max_sessions: 2 }),
    async seed(world, startedAgo) {
      await addProjects(world);
      startedAgo(5400);
      await startSession(world, "Refactor the parser");
      startedAgo(900);
      await startSession(world, "Review with Sam");
      startedAgo(0);
    },
  },
  "caps-with-room": {
    title: "Caps with room: 72 % of Claude's session used, the cap is at 90 %",
    policy: small,
    async seed(world) {
      await addProjects(world);
      await capAt(world, 72, 41);
    },
  },
  "caps-reached": {
    title: "Caps reached: 92 % of Claude's session used, new work waits",
    policy: small,
    async seed(world) {
      await addProjects(world);
      await capAt(world, 92, 41);
    },
  },
  "cap-overridden": {
    title: "Cap overridden: one start may pass",
    policy: small,
    async seed(world) {
      await addProjects(world);
      await capAt(world, 92, 94);
      await world.admission.overrides.open(world.principal, "The release goes out tonight");
    },
  },
  unlimited: {
    title: "Unlimited: a plan without a compute quota",
    policy: planned({ monthly_compute_seconds: null }),
    async seed(world, startedAgo) {
      await addProjects(world);
      startedAgo(5400);
      await startSession(world, "Refactor the parser");
      await startMany(world, startedAgo, [900, 60]);
    },
  },
  "long-names": {
    title: "Long names: many projects, runs and sessions, some right to left",
    policy: {
      ...planned({ max_sessions: 40 }),
      runs: { ...small.runs, max: 1_000_000 },
    },
    async seed(world, startedAgo) {
      const many = Array.from({ length: 24 }, (_, index) => ({
        id: `acme/service-${index + 1}`,
        name: `Service ${index + 1} of the platform`,
      }));
      for (const project of [...LONG.projects, ...many]) {
        const created_at = "2026-01-05T09:00:00.000Z";
        await world.records.addProject({ ...project, sample: false, created_at });
      }
      for (let index = 0; index < 12; index++) {
        startedAgo(20_000 - index * 600);
        const name = LONG.sessions[index % LONG.sessions.length] ?? "";
        const id = await startSession(world, name);
        if (index < 9) world.launcher.exit(id, index % 2);
        await world.admission.lifecycle.settled();
      }
      for (let index = 0; index < 16; index++) {
        startedAgo(3200 - index * 190);
        const { id: project_id = WEB } = LONG.projects[index % 3] ?? {};
        const message = LONG.messages[index % LONG.messages.length] ?? null;
        const id = await startRun(world, { project_id, message });
        if (index < 6) world.launcher.exit(id, index % 2);
        await world.admission.lifecycle.settled();
      }
      startedAgo(0);
      await world.admission.lifecycle.sweep();
    },
  },
  "no-runs-allowed": {
    title: "No runs allowed: max is 0",
    policy: { ...small, runs: { ...small.runs, max: 0 } },
    seed: addProjects,
  },
  empty: {
    title: "Empty: no projects",
    policy: small,
    seed: async () => {},
  },
  activity: {
    title: "Activity: four days of it, and accounts in trouble",
    policy: small,
    seed: seedActivity,
  },
  accounts: {
    title: "Accounts: one in each state",
    policy: small,
    async seed(world) {
      for (const known of sampleAccounts(world.now())) await connectVendor(world, known);
    },
  },
  "accounts-many": {
    title: "Many accounts: 2,000 of them",
    policy: small,
    async seed(world) {
      for (const known of manyAccounts(2000, world.now())) await world.accounts.book.add(known);
    },
  },
  "everything-unknown": {
    title: "Everything unknown: neither records nor counters answer",
    policy: small,
    async seed(world) {
      await addProjects(world);
      world.breakEngine("counters");
      world.breakEngine("records");
    },
  },
  "engine-unavailable": {
    title: "Engine unavailable: the counters do not answer",
    policy: small,
    async seed(world, startedAgo) {
      await addProjects(world);
      await startMany(world, startedAgo, [900, 60]);
      world.breakEngine("counters");
    },
  },
  slow: {
    title: "Slow: every answer takes 3 seconds",
    policy: small,
    seed: addProjects,
    fault: "slow",
  },
  offline: { title: "Offline: nothing answers", seed: addProjects, fault: "offline" },
  "off-contract": {
    title: "Off contract: answers of another shape",
    seed: addProjects,
    fault: "off_contract",
  },
  "html-error": { title: "HTML error: a proxy's page", seed: addProjects, fault: "html_error" },
  dropped: { title: "Dropped: answers break off", seed: addProjects, fault: "dropped" },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export const isScenarioName = (name: string | null): name is ScenarioName =>
  name !== null && Object.hasOwn(scenarios, name);
