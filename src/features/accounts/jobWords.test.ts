import { describe, expect, it } from "vitest";
import { jobNews, jobWords } from "./jobWords.ts";

type Counts = Parameters<typeof jobWords>[0];
const counts = (more: Partial<Counts>): Counts => ({
  status: "running",
  total: 40,
  done: 0,
  fresh: 0,
  failed: 0,
  ...more,
});

describe("how far a refresh is", () => {
  it.each<[string, Partial<Counts>]>([
    ["0 of 40", {}],
    ["12 of 40 · 2 failed", { done: 10, failed: 2 }],
    ["1,000 of 4,000", { total: 4000, done: 1000 }],
    ["40 refreshed", { status: "done", done: 40 }],
    ["38 refreshed, 2 failed", { status: "done", done: 38, failed: 2 }],
    ["0 refreshed, 40 failed", { status: "done", failed: 40 }],
    ["40 refreshed, 7 of them fresh before", { status: "done", done: 40, fresh: 7 }],
    [
      "10 refreshed, 2 failed, cancelled before 28 more",
      { status: "cancelled", done: 10, failed: 2 },
    ],
    ["40 refreshed", { status: "cancelled", done: 40 }],
    ["There was no account to refresh", { status: "done", total: 0 }],
  ])("reads %s", (words, more) => {
    expect(jobWords(counts(more))).toBe(words);
  });

  it.each<[string, Partial<Counts>]>([
    ["Refreshing 40 accounts", {}],
    ["Refreshing 40 accounts", { done: 9 }],
    ["25 % of 40 accounts asked", { done: 10 }],
    ["25 % of 40 accounts asked", { done: 10, failed: 9 }],
    ["50 % of 40 accounts asked", { done: 10, failed: 10 }],
    ["100 % of 40 accounts asked", { done: 40 }],
    ["Refreshing 1 account", { total: 1 }],
    ["Refreshing 0 accounts", { total: 0 }],
    ["38 refreshed, 2 failed", { status: "done", done: 38, failed: 2 }],
  ])("is told as %s", (words, more) => {
    expect(jobNews(counts(more))).toBe(words);
  });
});
