import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import { activityApi } from "../../contract/activity.ts";
import { decisionApi } from "../../contract/decision.ts";
import { thresholdsApi } from "../../contract/thresholds.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { failureOf } from "../../ui/failure.ts";
import { Field } from "../../ui/Field.tsx";

const changes = [thresholdsApi.usage.path, decisionApi.decide.path, activityApi.list.path];

/** Lets one start pass the person's own caps, after a word of why. */
export function ContinueOnce() {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const open = useMutation({
    mutationFn: (why: string) =>
      client.thresholds.override({ body: why === "" ? {} : { reason: why } }),
    onSuccess: () => showToast("One start may pass your caps"),
    onError: (error) => showToast(`Not possible: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, changes),
  });
  return (
    <>
      <Button aria-busy={open.isPending} onClick={() => setAsking(true)}>
        Continue once
      </Button>
      <ConfirmDialog
        open={asking}
        title="Let one start pass your caps?"
        confirm="Let one pass"
        onConfirm={() => {
          if (!open.isPending) open.mutate(reason.trim());
        }}
        onClose={() => setAsking(false)}
      >
        <p className="mb-3">
          What you start next by hand goes ahead, if you start it within 15 minutes. Messages to
          sessions that run already still wait. It is written to the activity log.
        </p>
        <Field label="Why" hint="Optional.">
          {(control) => (
            <input
              {...control}
              value={reason}
              maxLength={300}
              autoComplete="off"
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </ConfirmDialog>
    </>
  );
}
