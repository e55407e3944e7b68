import { describe, expect, it } from "vitest";
import type { Reason, Refusal } from "../contract/refusal.ts";
import { refusalExamples } from "../contract/refusalExamples.ts";
import { explain } from "./explain.ts";
import { reasonOrder, refusals } from "./refusals.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const all = Object.values(refusalExamples);
const ex = refusalExamples;
const say = (refusal: Refusal) => explain(refusal, NOW).sentence;
const labels = (refusal: Refusal) => explain(refusal, NOW).remedies.map(({ label }) => label);
const wording = (refusal: Refusal) => {
  const { title, sentence, until_label, remedies } = explain(refusal, NOW);
  return [title, sentence, until_label, ...remedies.map(({ label }) => label)].join("\n");
};

/** In the order in which they bind. */
const statuses: [Reason, number][] = [
  ["compute_quota_exceeded", 402],
  ["session_limit_reached", 409],
  ["session_threshold", 503],
  ["week_threshold", 503],
  ["run_quota_exhausted", 429],
  ["accounts_depleted", 503],
  ["quota_exhausted", 402],
  ["insufficient_credits", 402],
  ["limits_unavailable", 503],
];

describe("the refusal table", () => {
  it("binds in its one order, the session before the week", () => {
    expect(reasonOrder).toEqual(statuses.map(([reason]) => reason));
  });

  it.each(statuses)("answers %s with %d", (reason, status) => {
    expect(refusals[reason].status).toBe(status);
    expect(explain(ex[reason], NOW).status).toBe(status);
  });

  it.each(all)("has one sentence for $reason", (refusal) => {
    expect(say(refusal)).toMatch(/^[A-Z\d].*[^.]\.$/);
    expect(say(refusal)).not.toMatch(/[.!?] /);
  });

  it.each(all)("has a title and a remedy for $reason", (refusal) => {
    const { title, remedies } = explain(refusal, NOW);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(remedies.length).toBeGreaterThan(0);
  });

  it.each(all)("says what happens at the end of $reason, if it ends by itself", (refusal) => {
    const { until, until_label } = explain(refusal, NOW);
    expect(until_label === "").toBe(until === null);
  });

  it.each(all)("puts free remedies of $reason before paid ones", (refusal) => {
    const costs = explain(refusal, NOW).remedies.map(({ cost }) => cost);
    expect(costs).toEqual(costs.toSorted((a, b) => a.localeCompare(b)));
  });

  it("never tells someone who has paid to upgrade", () => {
    expect(wording(ex.quota_exhausted)).not.toMatch(/upgrade/i);
    expect(wording(ex.insufficient_credits)).not.toMatch(/upgrade/i);
  });

  it("sells nothing where there is nothing to buy", () => {
    const unsold = [
      { ...ex.compute_quota_exceeded, upgrade_url: null },
      { ...ex.quota_exhausted, purchase_url: null },
      { ...ex.insufficient_credits, purchase_url: null },
    ];
    for (const refusal of unsold) {
      expect(explain(refusal, NOW).remedies.filter(({ cost }) => cost === "paid")).toEqual([]);
    }
  });

  it("leads to where it can be bought", () => {
    const href = (refusal: Refusal) =>
      explain(refusal, NOW).remedies.find(({ cost }) => cost === "paid")?.href;
    expect(href(ex.compute_quota_exceeded)).toBe(ex.compute_quota_exceeded.upgrade_url);
    expect(href(ex.quota_exhausted)).toBe(ex.quota_exhausted.purchase_url);
    expect(href(ex.insufficient_credits)).toBe(ex.insufficient_credits.purchase_url);
  });

  it("names the sessions that could be stopped, or says that one must", () => {
    expect(explain(ex.session_limit_reached, NOW).remedies).toEqual([
      { label: "Stop docs", cost: "free", href: "/sessions/s-1" },
    ]);
    expect(labels({ ...ex.session_limit_reached, sessions: [] })).toEqual([
      "Stop a running session.",
    ]);
  });

  it("promises no opening where none comes", () => {
    expect(labels(ex.run_quota_exhausted)[0]).toMatch(/^Wait/);
    const never = { ...ex.run_quota_exhausted, max: 0, next_slot_at: null };
    expect(labels(never).filter((label) => label.startsWith("Wait"))).toEqual([]);
    expect(labels(never)).not.toEqual([]);
  });

  it.each<[Refusal, string]>([
    [ex.compute_quota_exceeded, "You have used 80 h 1 m of 80 h compute this month."],
    [ex.session_limit_reached, "3 of 3 sessions are running."],
    [ex.session_threshold, "Claude's 5-hour window is 92% used, and you pause new work at 90%."],
    [ex.week_threshold, "Claude's weekly window is 82% used, and you pause new work at 80%."],
    [ex.run_quota_exhausted, "You have started 10 runs in the last hour; 10 are allowed."],
    [
      { ...ex.run_quota_exhausted, used: 1, max: 1, window_seconds: 7200 },
      "You have started 1 run in the last 2 hours; 1 is allowed.",
    ],
    [{ ...ex.run_quota_exhausted, max: 0 }, "The policy allows you no runs."],
    [ex.accounts_depleted, "All 2 kiro accounts are out of quota."],
    [
      { ...ex.accounts_depleted, skipped: ex.accounts_depleted.skipped.slice(0, 1) },
      "The only kiro account is out of quota.",
    ],
    [ex.quota_exhausted, "Your plan's monthly image_generate quota is used up."],
    [ex.insufficient_credits, "There are no credits left for image_generate."],
    [ex.limits_unavailable, "Leeway cannot reach its counters, so nothing starts uncounted."],
  ])("explains %j", (refusal, sentence) => {
    expect(say(refusal).replaceAll("\u00A0", " ")).toBe(sentence);
  });
});
