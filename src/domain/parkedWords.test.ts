import { expect, it } from "vitest";
import { parkedWords } from "./parkedWords.ts";

const NOW = Date.parse("2026-03-10T10:00:00.000Z");
const berlin = { timeZone: "Europe/Berlin" };

it.each([
  ["2026-03-10T13:30:00.000Z", null, "Waits, resumes about 14:30 CET"],
  ["2026-03-12T13:30:00.000Z", null, "Waits, resumes about Thu 14:30 CET"],
  ["2026-03-10T10:00:00.001Z", null, "Waits, resumes about 11:00 CET"],
  ["2026-03-10T10:00:00.000Z", null, "Waits, about to be tried"],
  ["2026-03-10T09:59:00.000Z", null, "Waits, about to be tried"],
  [null, null, "Waits, nobody knows until when"],
  [
    null,
    "2026-03-13T10:00:00.000Z",
    "Waits, nobody knows until when, given up Fri 11:00 CET at the latest",
  ],
  [
    "2026-03-13T09:59:59.999Z",
    "2026-03-13T10:00:00.000Z",
    "Waits, resumes about Fri 10:59 CET, given up Fri 11:00 CET at the latest",
  ],
  [
    "2026-03-13T10:00:00.000Z",
    "2026-03-13T10:00:00.000Z",
    "Waits until Fri 11:00 CET, and is given up then: what it waits for lifts only Fri 11:00 CET",
  ],
  [
    "2026-03-15T13:30:00.000Z",
    "2026-03-13T10:00:00.000Z",
    "Waits until Fri 11:00 CET, and is given up then: what it waits for lifts only Sun 14:30 CET",
  ],
])("a run that resumes at %s and gives up at %s: %s", (resumes_at, parked_until, words) => {
  expect(parkedWords({ resumes_at, parked_until }, NOW, berlin)).toBe(words);
});
