import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import type { Run } from "../../contract/runs.ts";
import { invalidateRuns } from "./invalidateRuns.ts";

export interface RunDraft {
  project_id: string;
  message: string;
}

/**
 * Starts a run. The same draft sent again after an answer that never came is the same start: its
 * key is kept until an answer has come or the draft has changed.
 */
export function useSubmitRun(onAdmitted: (run: Run) => void) {
  const { client } = useApi();
  const queries = useQueryClient();
  const attempt = useRef<{ draft: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (body: RunDraft) => {
      const draft = JSON.stringify(body);
      if (attempt.current?.draft !== draft) attempt.current = { draft, key: crypto.randomUUID() };
      return client.runs.submit({
        body: { ...body, source: "manual" },
        idempotencyKey: attempt.current.key,
      });
    },
    onSuccess: ({ data }) => {
      attempt.current = null;
      onAdmitted(data);
    },
    // Not waited for: what became of the start is known, however long these take.
    onSettled: () => invalidateRuns(queries),
  });
}
