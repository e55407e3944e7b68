import type { ReactNode } from "react";
import type { Limit } from "../contract/limit.ts";
import { describeUse } from "../domain/describeUse.ts";
import { evenPacePct } from "../domain/evenPace.ts";
import { levels } from "../domain/levels.ts";
import { levelWord } from "../domain/levelWord.ts";
import { formatPct } from "../domain/percent.ts";
import { Age } from "./Age.tsx";
import { Announce } from "./Announce.tsx";
import { useClockText } from "./ClockContext.tsx";
import { LevelBadge } from "./LevelBadge.tsx";
import { levelLook } from "./levelLook.ts";
import { useReading } from "./useReading.ts";

export interface GaugeProps {
  limit: Limit;
  /** After so long without a look the value says how old it is. */
  staleAfterSeconds?: number;
  /** True where something else on the page says aloud that its level has changed. */
  quiet?: boolean;
  /** What the words beside the bar add: the reset, what to do. */
  children?: ReactNode;
}

const MARKS = [levels.approaching.from_pct, levels.critical.from_pct];

/**
 * Draws any limit. Only a known share is a meter; what is unknown or unlimited is said in words, so
 * that nothing can be mistaken for 0 % or 100 %.
 */
export function Gauge({ limit, staleAfterSeconds = 120, quiet = false, children }: GaugeProps) {
  const { level, fill_pct, reset, stale } = useReading(limit, staleAfterSeconds);
  const use = describeUse(limit);
  const word = levelWord(level, limit.kind);
  // In tenths: no bar shows more, and a tick renders nothing in between.
  const pace = useClockText((now) => evenPacePct(limit, now)?.toFixed(1) ?? "");
  const words = reset === "due" ? "Reset due, checking" : use;
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-xl font-semibold tracking-tight">{words}</p>
        <LevelBadge level={level} word={word} />
      </div>
      {fill_pct !== null && (
        <div className="relative mt-3">
          <div
            role="meter"
            aria-label={limit.label}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(fill_pct * 10) / 10}
            aria-valuetext={`${use}. ${word}.`}
            className="gauge-track relative h-3 overflow-hidden rounded-full"
          >
            <div
              className={`gauge-fill h-full rounded-full ${levelLook[level].fill}`}
              style={{ width: `${fill_pct}%` }}
            />
            {MARKS.map((mark) => (
              <span
                key={mark}
                aria-hidden
                className="absolute inset-y-0 w-px bg-edge"
                style={{ left: `${mark}%` }}
              />
            ))}
          </div>
          {pace !== "" && <PaceMark pct={Number(pace)} />}
        </div>
      )}
      {stale && (
        <p className="mt-2 text-sm text-muted">
          As of <Age at={limit.observed_at} />
        </p>
      )}
      {children}
      {!quiet && <Announce text={`${limit.label}: ${word}`} />}
    </div>
  );
}

/** Where use would stand that is spread evenly over the window: before it is ahead, behind it is in reserve. */
function PaceMark({ pct }: { pct: number }) {
  return (
    <div
      title={`Even pace: ${formatPct(pct)} of the window is over`}
      className="absolute top-full mt-0.5 size-0 -translate-x-1/2 border-x-4 border-b-6 border-x-transparent border-b-muted"
      style={{ left: `${pct}%` }}
    >
      <span className="sr-only">Even pace: {formatPct(pct)}</span>
    </div>
  );
}
