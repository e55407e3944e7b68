import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Connection } from "../contract/providers.ts";
import type { ProjectLimits } from "../contract/quota.ts";
import type { Run } from "../contract/runs.ts";
import { accountsBeyond } from "./accountAttention.ts";
import { attention, type AttentionFacts } from "./attention.ts";
import { runLimit } from "./runWindow.ts";
import { tightest } from "./tightest.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const runs = (used: number, max = 100) =>
  runLimit(
    {
      used,
      max,
      remaining: Math.max(0, max - used),
      window_seconds: 3600,
      next_slot_at: null,
      resets_at: null,
    },
    at(0),
  );
const project = (more: Partial<ProjectLimits>): ProjectLimits => ({
  project_id: "acme/web",
  name: "Acme web",
  active: 0,
  max: 2,
  queued: 0,
  pr_lock: { state: "free", held_since: null, queue_depth: 0, lease_expires_at: null },
  ...more,
});
const locked = (state: "held" | "draining" | "stuck", queue_depth = 2) =>
  project({ pr_lock: { state, held_since: at(-95), queue_depth, lease_expires_at: at(25) } });
const failedRun = (secondsAgo: number, more: Partial<Run> = {}): Run => ({
  id: "1",
  kind: "task",
  project_id: "acme/web",
  user_id: "dana",
  source: "manual",
  execution: "managed",
  agent: "command",
  status: "failed",
  name: null,
  message: "Fix it",
  provider: null,
  model: null,
  admitted_at: at(-9000),
  started_at: at(-9000),
  queue_position: null,
  finished_at: at(-secondsAgo),
  lease_expires_at: null,
  end_reason: "exited",
  exit_code: 1,
  summary: null,
  refusal: null,
  reasons: [],
  parked_at: null,
  parked_until: null,
  resumes_at: null,
  allow_overage: false,
  schedule_id: null,
  compute_seconds: 0,
  stops_at: null,
  ...more,
});

interface AccountFacts {
  status?: Connection["snapshot"]["status"];
  message?: string;
  available_at?: string | null;
  binding?: string | null;
  used?: number;
}
const account = (
  state: Connection["state"],
  { status = "ok", message, available_at = null, binding = null, used = 100 }: AccountFacts = {},
  nickname = "Claude 2",
): Connection => ({
  id: nickname,
  provider: "claude",
  nickname,
  user_id: null,
  enabled: true,
  credential: { kind: "token", place: null, expires_at: null },
  identity: null,
  created_at: at(-9000),
  snapshot: {
    account_id: nickname,
    provider: "claude",
    plan: null,
    status,
    vendor_verdict: null,
    coverage: "full",
    default_scopes: ["account"],
    limits: [{ ...runs(used), id: "weekly", label: "Weekly (7 d)" }],
    observed_at: at(-60),
    fetched_at: at(-60),
    retry_after: null,
    error: message === undefined ? null : { code: "x", message },
  },
  availability: {
    state: state === "depleted" ? "depleted" : "available",
    available_at,
    binding,
  },
  state,
  next_poll_at: null,
  polling: false,
});
const many = (count: number, state: Connection["state"] = "failing") =>
  Array.from({ length: count }, (_, index) => account(state, {}, `Claude ${index + 1}`));

const found = (facts: Partial<AttentionFacts>) =>
  attention({ limits: [], projects: [], failed: [], accounts: [], ...facts }, NOW).map(
    ({ urgency, title, detail }) => `${urgency}: ${title} (${detail})`,
  );

describe("what needs a look", () => {
  it.each<[string, Partial<AttentionFacts>, string[]]>([
    ["a limit below 80 %", { limits: [runs(79)] }, []],
    ["a limit at 80 %", { limits: [runs(80)] }, ["watch: Runs: approaching (80 of 100 runs used)"]],
    ["a limit at 95 %", { limits: [runs(95)] }, ["act: Runs: critical (95 of 100 runs used)"]],
    ["a spent limit", { limits: [runs(100)] }, ["act: Runs: exhausted (100 of 100 runs used)"]],
    ["a full project where nobody waits", { projects: [project({ active: 2 })] }, []],
    ["a queue that moves by itself", { projects: [project({ active: 1, queued: 1 })] }, []],
    [
      "a full project with a queue",
      { projects: [project({ active: 2, queued: 1 })] },
      ["watch: Acme web: full (2 of 2 slots used, 1 waits)"],
    ],
    ["a lock that is held, and nobody waits", { projects: [locked("held", 0)] }, []],
    [
      "a lock that others wait for",
      { projects: [locked("draining")] },
      ["watch: Acme web: PR lock held (2 wait to deliver)"],
    ],
    [
      "a stuck lock",
      { projects: [locked("stuck")] },
      ["act: Acme web: PR lock stuck (its holder has not renewed it, 2 wait)"],
    ],
    [
      "a run that failed a millisecond less than an hour ago",
      { failed: [failedRun(3599.999)] },
      ["act: Fix it: failed (ended with code 1)"],
    ],
    ["a run that failed an hour ago", { failed: [failedRun(3600)] }, []],
    ["a run that did not fail", { failed: [failedRun(60, { status: "succeeded" })] }, []],
    [
      "an account that the vendor does not let in",
      { accounts: [account("sign_in", { status: "auth_required", message: "HTTP 401." })] },
      ["act: Claude 2: sign in again (HTTP 401.)"],
    ],
    [
      "an account without usage to read",
      { accounts: [account("sign_in", { status: "unsupported", message: "API keys have none." })] },
      ["act: Claude 2: no usage to read (API keys have none.)"],
    ],
    [
      "an account that is out of quota for another millisecond",
      { accounts: [account("depleted", { binding: "weekly", available_at: at(0.001) })] },
      ["watch: Claude 2: out of quota (Weekly (7 d) used up)"],
    ],
    [
      "an account whose reset is due",
      { accounts: [account("depleted", { binding: "weekly", available_at: at(0) })] },
      [],
    ],
    [
      "an account that is out of quota, nobody knows until when",
      { accounts: [account("depleted")] },
      ["watch: Claude 2: out of quota (The vendor says so, no reset is known)"],
    ],
    [
      "an account that the vendor calls out of quota while its limits have room",
      { accounts: [account("depleted", { binding: "weekly", used: 99 })] },
      ["watch: Claude 2: out of quota (The vendor says so, no reset is known)"],
    ],
    [
      "an account that could not be read",
      { accounts: [account("failing", { status: "error", message: "HTTP 503." })] },
      ["watch: Claude 2: refresh failed (HTTP 503.)"],
    ],
    [
      "an account whose usage endpoint asks to wait",
      { accounts: [account("failing", { status: "rate_limited" })] },
      ["watch: Claude 2: refresh paused (The latest refresh brought no numbers.)"],
    ],
    [
      "accounts that need nobody",
      {
        accounts: (["approaching", "unknown", "available", "off"] as const).map((state) =>
          account(state),
        ),
      },
      [],
    ],
    ["nothing at all", {}, []],
  ])("finds in %s what there is", (_, facts, expected) => {
    expect(found(facts)).toEqual(expected);
  });

  it("names the urgent first, each under a key of its own", () => {
    const all = attention(
      {
        limits: [runs(80)],
        projects: [{ ...locked("draining"), active: 2, queued: 1 }],
        failed: [failedRun(60)],
        accounts: [account("depleted"), account("sign_in", {}, "Claude 3")],
      },
      NOW,
    );
    expect(all.map(({ urgency }) => urgency)).toEqual([
      "act",
      "act",
      "watch",
      "watch",
      "watch",
      "watch",
    ]);
    expect(new Set(all.map(({ key }) => key)).size).toBe(6);
  });

  it("says until when an account is out of quota, and which one it is", () => {
    const accounts = [account("depleted", { available_at: at(600) })];
    expect(attention({ limits: [], projects: [], failed: [], accounts }, NOW)).toMatchObject([
      {
        until: at(600),
        about: { account_id: "Claude 2", nickname: "Claude 2", state: "depleted" },
      },
    ]);
  });

  it("names five accounts at most, those that come first", () => {
    expect(found({ accounts: many(20) })).toEqual(
      many(5).map(({ nickname }) => expect.stringContaining(`${nickname}: `)),
    );
  });
});

describe("how many more accounts need a look", () => {
  const past = account("depleted", { available_at: at(-1) });
  it.each<[string, Connection[], Record<string, number>, number]>([
    ["none of none", [], {}, 0],
    ["none where all are named", many(5), { failing: 5 }, 0],
    ["one that is beyond the five", many(6), { failing: 6 }, 1],
    ["those of other pages too", many(20), { failing: 30, sign_in: 2, available: 900 }, 27],
    ["none whose reset is due", [...many(5), past], { failing: 5, depleted: 1 }, 0],
    ["none that need nobody", many(20, "available"), { available: 20, approaching: 4, off: 9 }, 0],
    ["none by counts that are older than the page", many(5), { failing: 2 }, 0],
  ])("is %s", (_, accounts, states, more) => {
    expect(accountsBeyond(accounts, states, NOW)).toBe(more);
  });
});

describe("the tightest limit", () => {
  const named = (id: string, used: number, max = 100) => ({ ...runs(used, max), id });
  it.each([
    ["the largest share", [named("a", 10), named("b", 30, 50), named("c", 20)], "b"],
    ["of equals the first", [named("a", 1, 2), named("b", 50)], "a"],
    ["one without any room, though it has no share", [named("a", 99), named("b", 0, 0)], "b"],
    ["none that only informs", [{ ...named("a", 99), gates: false }, named("b", 1)], "b"],
    [
      "none without a bound",
      [{ ...named("a", 99), cap: "unlimited" as const, depleted: false }, named("b", 1)],
      "b",
    ],
    [
      "none that is not known",
      [
        { ...named("a", 0), used: null, remaining: null, used_pct: null, depleted: null },
        named("b", 0),
      ],
      "b",
    ],
  ])("is %s", (_, limits, id) => {
    expect(tightest(limits, NOW)?.id).toBe(id);
  });

  it("is nothing where nothing is known", () => {
    expect(tightest([], NOW)).toBeNull();
  });
});
