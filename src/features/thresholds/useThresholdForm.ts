import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import { FaultError } from "../../api/errors.ts";
import { decisionApi } from "../../contract/decision.ts";
import { type Thresholds, thresholdsApi } from "../../contract/thresholds.ts";
import { type CapTexts, useThresholdDraft } from "../../stores/threshold-draft.ts";

export type Window = keyof Thresholds;
export const windows = ["session_pct", "week_pct"] as const;

/** The caps as they are saved, with what has been typed on top, and the way to save that. */
export function useThresholdForm(saved: Thresholds) {
  const { client } = useApi();
  const queries = useQueryClient();
  const { texts, edit, discard } = useThresholdDraft();
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: ({ body }: { body: Thresholds; typed: CapTexts }) =>
      client.thresholds.write({ body }),
    onSuccess: async (_, { typed }) => {
      // The saved caps come first, or the old ones would show for a moment.
      await queries.invalidateQueries({ queryKey: [thresholdsApi.usage.path] });
      discard(typed);
    },
    onSettled: () => askAgain(queries, [thresholdsApi.read.path, decisionApi.decide.path]),
  });

  const shown = { ...textsOf(saved), ...texts };
  const parsed = thresholdsApi.write.body.safeParse({
    session_pct: numberOf(shown.session_pct),
    week_pct: numberOf(shown.week_pct),
  });
  const caps = parsed.data ?? null;
  const wrong = parsed.error?.issues.map(({ path }) => path[0]) ?? [];
  const { error } = save;
  const faults = error instanceof FaultError ? (error.problem.fields ?? []) : [];
  const changed = windows.some((window) => shown[window] !== textsOf(saved)[window]);

  return {
    shown,
    /** What would be saved; null while it cannot be. */
    caps,
    changed,
    save,
    saidAtFields: faults.some(({ field }) => windows.some((window) => window === field)),
    faultOf: (window: Window) =>
      tried && wrong.includes(window)
        ? "Enter a whole number from 1 to 100."
        : faults.find(({ field }) => field === window)?.message,
    edit: (window: Window, text: string | null) => {
      save.reset();
      edit({ [window]: text });
    },
    discard: () => {
      setTried(false);
      save.reset();
      discard(texts);
    },
    send: () => {
      setTried(caps === null);
      if (caps && changed && !save.isPending) save.mutate({ body: caps, typed: texts });
    },
  };
}

const textOf = (cap: number | null) => (cap === null ? null : String(cap));
const textsOf = ({ session_pct, week_pct }: Thresholds) => ({
  session_pct: textOf(session_pct),
  week_pct: textOf(week_pct),
});

/** What is no number at all is no cap either; the contract says so. */
function numberOf(text: string | null): number | null {
  if (text === null) return null;
  return text.trim() === "" ? Number.NaN : Number(text);
}
