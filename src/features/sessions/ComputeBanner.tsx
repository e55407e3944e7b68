import { X } from "lucide-react";
import { type ComputeWarning, computeWarning } from "../../domain/computeWarning.ts";
import { usePreferences, warningKey } from "../../stores/preferences.ts";
import { useSessionUsage } from "../../stores/session-usage.ts";
import { Announce } from "../../ui/Announce.tsx";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { levelLook } from "../../ui/levelLook.ts";
import { useSessionStatus } from "./useSessionStatus.ts";

/**
 * Above every page once 80, 95 or 100 % of the month's compute are used (seed 000). What the store
 * remembers is enough: it stands at once after a reload, and goes by itself when the month turns.
 */
export function ComputeBanner() {
  useSessionStatus();
  const usage = useSessionUsage((store) => store.usage);
  const { dismissed, dismissWarning } = usePreferences();
  const clock = useClock();
  useClockText((now) => computeWarning(usage, now)?.level ?? "");
  const found = computeWarning(usage, clock.now());
  const away = found !== null && dismissed.includes(warningKey(found.period, found.level));
  const warning = away && found.level !== "exhausted" ? null : found;
  return (
    <>
      {warning && (
        <ComputeWarningBar
          warning={warning}
          onDismiss={() => {
            dismissWarning(warning.period, warning.level);
            // The button that has the focus goes; what comes next is the page.
            document.getElementById("main")?.focus({ preventScroll: true });
          }}
        />
      )}
      {/* Its level is news; that the numbers move on is not. */}
      <Announce text={warning?.title ?? ""} />
    </>
  );
}

export interface ComputeWarningBarProps {
  warning: ComputeWarning;
  /** What is used up cannot be put away. */
  onDismiss: () => void;
}

/** What is used of what, until when, and what can be done: for any warning. */
export function ComputeWarningBar({ warning, onDismiss }: ComputeWarningBarProps) {
  const { level, title, sentence, until, until_label, remedies } = warning;
  const { icon: Icon, ink, soft } = levelLook[level];
  return (
    <aside aria-label="Compute quota" className={`border-b border-line text-sm ${soft}`}>
      <div className="mx-auto flex max-w-6xl items-start gap-2.5 px-4 py-2 md:px-8">
        <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${ink}`} />
        <div className="min-w-0 grow">
          <p className="inline">
            <strong className={`font-medium ${ink}`}>{title}.</strong> {sentence}
          </p>{" "}
          {until !== null && (
            <p className="inline">
              {until_label} <Countdown until={until} />.
            </p>
          )}
          <ul className="inline">
            {remedies.map(({ label, href, cost }) => (
              <li key={`${label} ${href}`} className="inline">
                {" "}
                {href === null ? (
                  label
                ) : (
                  <a className="font-medium underline" href={href}>
                    {label}
                  </a>
                )}
                {cost === "paid" && " (paid)"}
              </li>
            ))}
          </ul>
        </div>
        {level !== "exhausted" && (
          <button
            type="button"
            onClick={onDismiss}
            className="-my-1 -mr-2 grid size-9 shrink-0 place-items-center rounded-control hover:bg-sunken"
          >
            <X aria-hidden size={16} />
            <span className="sr-only">Dismiss: {title}</span>
          </button>
        )}
      </div>
    </aside>
  );
}
