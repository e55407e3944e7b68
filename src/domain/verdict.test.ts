import { describe, expect, it } from "vitest";
import type { Decision } from "../contract/decision.ts";
import { type Instant, toInstant } from "../contract/instant.ts";
import type { RunQuota } from "../contract/quota.ts";
import type { Refusal } from "../contract/refusal.ts";
import { retryAt } from "./explain.ts";
import { verdict, type VerdictFacts } from "./verdict.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const NEXT_MONTH = "2026-06-01T00:00:00.000Z";
const at = (seconds: number): Instant => toInstant(NOW + seconds * 1000);

const decision = (...reasons: Refusal[]): Decision => ({
  allowed: reasons.length === 0,
  refusal: reasons[0] ?? null,
  reasons,
  advice: [],
  retry_at: retryAt(reasons, NOW),
});
const yes = decision();
const noCompute = decision({
  reason: "compute_quota_exceeded",
  used_seconds: 3600,
  quota_seconds: 3600,
  resets_at: NEXT_MONTH,
  upgrade_url: null,
});
const computeFor = (seconds: number) =>
  decision({ ...(noCompute.refusal as Refusal), resets_at: at(seconds) } as Refusal);
const noRuns = (next_slot_at: Instant | null) =>
  decision({
    reason: "run_quota_exhausted",
    used: 10,
    max: 10,
    window_seconds: 3600,
    next_slot_at,
  });
const noRoom = decision({ reason: "session_limit_reached", running: 2, max: 2, sessions: [] });
const noEngine = decision({
  reason: "limits_unavailable",
  engine: "counters",
  retry_after_seconds: 5,
});
const quota = (remaining: number, window_seconds = 3600): RunQuota => ({
  used: 10 - remaining,
  max: 10,
  remaining,
  window_seconds,
  next_slot_at: null,
  resets_at: null,
});

type Row = [Partial<VerdictFacts>, string];
const rows: Record<"yes" | "partly" | "no" | "unknown", Row[]> = {
  yes: [
    [{ run: yes, session: yes, quota: quota(7) }, "You can start: 7 runs left this hour."],
    [{ run: yes, session: yes, quota: quota(1) }, "You can start: 1 run left this hour."],
    [
      { run: yes, session: yes, quota: quota(3, 7200) },
      "You can start: 3 runs left in this window of 2 hours.",
    ],
    [{ run: yes, session: yes }, "You can start runs and sessions."],
    // The count is older than the decision.
    [{ run: yes, session: yes, quota: quota(0) }, "You can start runs and sessions."],
  ],
  partly: [
    [{ run: yes, session: noCompute }, "You can start runs; sessions wait until 1 Jun."],
    [{ run: yes, session: computeFor(240) }, "You can start runs; sessions wait another 4 m."],
    [
      { run: yes, session: computeFor(0) },
      "You can start runs; sessions wait no longer, checking.",
    ],
    [{ run: yes, session: noRoom }, "You can start runs, but no session: session limit reached."],
    [{ run: noRuns(at(240)), session: yes }, "You can start sessions; the next run in 4 m."],
    [{ run: noRuns(at(0)), session: yes }, "You can start sessions; the next run now, checking."],
    [
      { run: noRuns(null), session: yes },
      "You can start sessions, but no run: run quota exhausted.",
    ],
    [{ run: yes }, "You can start runs; whether a session can start is not known."],
    [{ session: yes }, "You can start sessions; whether a run can start is not known."],
  ],
  no: [
    [
      { run: noCompute, session: noCompute },
      "Nothing can start now: monthly compute quota exceeded; again on 1 Jun.",
    ],
    [
      { run: noRuns(at(240)), session: noRoom },
      "Nothing can start now: run quota exhausted and session limit reached; the next run in 4 m.",
    ],
    [
      { run: noRuns(at(600)), session: computeFor(60) },
      "Nothing can start now: run quota exhausted and monthly compute quota exceeded; the next session in 1 m.",
    ],
    [
      { run: noRuns(null), session: noRoom },
      "Nothing can start now: run quota exhausted and session limit reached.",
    ],
    [
      { run: noEngine, session: noEngine },
      "Nothing can start now: limits cannot be checked; again in 5 s.",
    ],
    [
      { run: computeFor(599), session: computeFor(600) },
      "Nothing can start now: monthly compute quota exceeded; again in 10 m.",
    ],
  ],
  unknown: [
    [{}, "It is not known whether anything can start: the server cannot be asked."],
    [
      { run: noRuns(at(240)) },
      "No run can start now: run quota exhausted, the next in 4 m; whether a session can start is not known.",
    ],
    [
      { session: noRoom },
      "No session can start now: session limit reached; whether a run can start is not known.",
    ],
  ],
};
const table = Object.entries(rows).flatMap(([tone, all]) =>
  all.map(([facts, sentence]) => ({ tone, facts, sentence })),
);

describe("the verdict", () => {
  it.each(table)("$tone: $sentence", ({ tone, facts, sentence }) => {
    const known = { run: null, session: null, quota: null, ...facts };
    const { tone: read, sentence: said } = verdict(known, NOW, { timeZone: "UTC" });
    expect(said.replaceAll("\u00a0", " ")).toBe(sentence);
    expect(read).toBe(tone);
  });

  it("counts down to a moment of the next day, and names the day of a later one", () => {
    const said = (seconds: number) =>
      verdict({ run: yes, session: computeFor(seconds), quota: null }, NOW, {
        timeZone: "UTC",
      }).sentence.replaceAll("\u00a0", " ");
    expect(said(86_400)).toBe("You can start runs; sessions wait another 1 d.");
    expect(said(86_401)).toBe("You can start runs; sessions wait until 21 May.");
    expect(said(86_400 * 300)).toBe("You can start runs; sessions wait until 16 Mar 2027.");
  });
});
