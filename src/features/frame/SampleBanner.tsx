import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { useToasts } from "../../stores/toasts.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { failureOf } from "../../ui/failure.ts";

/** Says that what one sees is the sample workspace, and removes it. */
export function SampleBanner() {
  const { client } = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const showToast = useToasts(({ show }) => show);
  const sample = useEndpoint("meta", "meta").data?.data.sample ?? false;
  const remove = useMutation({
    mutationFn: () => client.meta.removeSample(),
    onSuccess: () => showToast("Sample workspace removed"),
    onError: (error) => showToast(`Not removed: ${failureOf(error).message}`, "failed"),
    onSettled: () => queries.invalidateQueries(),
  });
  if (!sample) return null;
  return (
    <aside aria-label="Sample workspace" className="border-b border-line bg-accent-soft text-sm">
      <p className="mx-auto max-w-6xl px-4 py-2 md:px-8">
        Sample workspace: the projects are made up and the limits small.{" "}
        <button
          type="button"
          className="font-medium text-accent underline"
          aria-busy={remove.isPending}
          onClick={() => setAsking(true)}
        >
          {remove.isPending ? "Removing…" : "Remove it"}
        </button>
      </p>
      <ConfirmDialog
        open={asking}
        title="Remove the sample workspace?"
        confirm="Remove sample"
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        Its projects go with all their runs; what still runs in them is ended first. Your own
        projects stay. The policy file, or the defaults, rule from then on.
      </ConfirmDialog>
    </aside>
  );
}
