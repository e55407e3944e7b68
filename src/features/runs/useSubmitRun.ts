import { useStart } from "../../api/useStart.ts";
import type { Answer } from "../../api/client.ts";
import type { OnRefusal, Run } from "../../contract/runs.ts";
import { runChanges } from "./runChanges.ts";

export interface RunDraft {
  project_id: string;
  message: string;
  on_refusal: OnRefusal;
  allow_overage: boolean;
}

/** Starts a run, or queues it, or parks it. */
export const useSubmitRun = (onStarted: (answer: Answer<Run>) => void) =>
  useStart({
    send: (client, body: RunDraft, idempotencyKey) =>
      client.runs.submit({ body: { ...body, source: "manual" }, idempotencyKey }),
    changes: runChanges,
    onStarted,
  });
