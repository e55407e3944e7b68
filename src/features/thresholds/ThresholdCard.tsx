import { useEndpoint } from "../../api/useEndpoint.ts";
import type { AccountUsage, Thresholds } from "../../contract/thresholds.ts";
import { formatMoment } from "../../domain/moment.ts";
import { type ThresholdPreview, thresholdPreview, usedNow } from "../../domain/thresholdPreview.ts";
import { usableAccounts } from "../../domain/thresholds.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CapField } from "./CapField.tsx";
import { usageChangesAt } from "./usageChangesAt.ts";
import { useThresholdForm, windows } from "./useThresholdForm.ts";

const LABELS = {
  session_pct: "Session cap (5-hour window)",
  week_pct: "Weekly cap (7-day window)",
} as const;

/** A person's own caps on Claude's windows (seed 001): set, with what saving them would do. */
export function ThresholdCard() {
  const asked = useEndpoint(
    "thresholds",
    "usage",
    { query: { include: "accounts" } },
    usageChangesAt,
  );
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Claude caps"
      failedTitle="Claude caps unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={8}
    >
      {({ data }) => <CapForm usage={data} />}
    </DataCard>
  );
}

function CapForm({ usage }: { usage: AccountUsage }) {
  const { thresholds: saved, poll_seconds, accounts = [] } = usage;
  const role = useEndpoint("meta", "me").data?.data.role;
  const form = useThresholdForm(saved);
  const { shown, caps, changed, save } = form;
  const clock = useClock();
  const gate = { thresholds: saved, model: null, poll_seconds, accounts };
  // Rendered again when a reset passes.
  useClockText((now) => JSON.stringify([usedNow(gate, now), usableAccounts(gate, now).length]));
  const used = usedNow(gate, clock.now());
  const usable = usableAccounts(gate, clock.now()).length;
  const blocked =
    role === "viewer"
      ? "Viewers only read: a member may set caps."
      : changed
        ? null
        : "Nothing has changed.";
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) form.send();
      }}
    >
      <p className="text-sm text-muted">
        Pauses new work for Claude once so much of a window is used, until it resets. Running work
        goes on.
      </p>
      {windows.map((window) => (
        <CapField
          key={window}
          label={LABELS[window]}
          text={shown[window]}
          onText={(text) => form.edit(window, text)}
          saved={saved[window]}
          used={used[window]}
          accounts={usable}
          error={form.faultOf(window)}
        />
      ))}
      {changed && caps && <Preview gate={gate} caps={caps} />}
      {save.error && !form.saidAtFields && (
        <FailedState
          title="The caps were not saved"
          error={save.error}
          onRetry={form.send}
          urgent
        />
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {changed && <p className="grow text-sm text-muted">Not saved yet.</p>}
        {changed && <Button onClick={form.discard}>Discard</Button>}
        <Button type="submit" look="primary" blockedBecause={blocked} aria-busy={save.isPending}>
          {save.isPending ? "Saving…" : save.isSuccess && !changed ? "Saved" : "Save"}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {save.isSuccess && !changed && "The caps are saved."}
      </p>
    </form>
  );
}

interface PreviewProps {
  gate: Parameters<typeof thresholdPreview>[0];
  caps: Thresholds;
}

/** What saving does at once, by the law that the door asks. */
function Preview({ gate, caps }: PreviewProps) {
  const words = useClockText((now) => previewWords(thresholdPreview(gate, caps, now), now));
  const frees = useClockText((now) => thresholdPreview(gate, caps, now)?.does ?? "") === "frees";
  return (
    <div role="status">
      {words !== "" && <Notice look={frees ? "info" : "warning"} title={words} />}
    </div>
  );
}

function previewWords(preview: ThresholdPreview | null, now: number): string {
  if (preview === null) return "";
  if (preview.does === "frees") return "Saving this frees new work now.";
  const until = preview.until === null ? "" : `, until ${formatMoment(preview.until, now)}`;
  return `Saving this pauses new work now${until}.`;
}
