import { expect, it } from "vitest";
import type { Run } from "../../contract/runs.ts";
import { admittedWords } from "./admittedWords.ts";

it.each<[Pick<Run, "status" | "queue_position">, string]>([
  [{ status: "running", queue_position: null }, "Run started"],
  [{ status: "succeeded", queue_position: null }, "Run started"],
  [{ status: "queued", queue_position: 3 }, "Run queued, place 3"],
  [{ status: "queued", queue_position: null }, "Run queued"],
])("%j was let in: %s", (run, words) => expect(admittedWords(run as Run)).toBe(words));
