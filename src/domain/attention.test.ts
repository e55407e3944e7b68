import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { ProjectLimits } from "../contract/quota.ts";
import type { Run } from "../contract/runs.ts";
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
  ...more,
});

const found = (facts: Partial<AttentionFacts>) =>
  attention({ limits: [], projects: [], failed: [], ...facts }, NOW).map(
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
      },
      NOW,
    );
    expect(all.map(({ urgency }) => urgency)).toEqual(["act", "watch", "watch", "watch"]);
    expect(new Set(all.map(({ key }) => key)).size).toBe(4);
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
