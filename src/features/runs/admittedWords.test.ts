import { expect, it } from "vitest";
import type { Run } from "../../contract/runs.ts";
import { admittedWords } from "./admittedWords.ts";

const NOW = Date.parse("2026-03-10T10:00:00.000Z");
const nowhere = { queue_position: null, resumes_at: null, parked_until: null };

it.each<[Pick<Run, "status" | "queue_position" | "resumes_at" | "parked_until">, string]>([
  [{ ...nowhere, status: "running" }, "Run started"],
  [{ ...nowhere, status: "succeeded" }, "Run started"],
  [{ ...nowhere, status: "queued", queue_position: 3 }, "Run queued, place 3"],
  [{ ...nowhere, status: "queued" }, "Run queued"],
  [{ ...nowhere, status: "parked" }, "Run parked"],
  [{ ...nowhere, status: "parked", resumes_at: "2026-03-10T10:00:00.000Z" }, "Run parked"],
  [
    { ...nowhere, status: "parked", resumes_at: "2026-03-10T13:30:00.000Z" },
    "Run parked, resumes about 14:30 CET",
  ],
  [
    {
      ...nowhere,
      status: "parked",
      resumes_at: "2026-03-15T13:30:00.000Z",
      parked_until: "2026-03-13T10:00:00.000Z",
    },
    "Run parked until Fri 11:00 CET, and is given up then: what it waits for lifts only Sun 14:30 CET",
  ],
])("%j was let in: %s", (run, words) =>
  expect(admittedWords(run as Run, NOW, { timeZone: "Europe/Berlin" })).toBe(words),
);
