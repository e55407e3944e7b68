import type { ReactNode } from "react";
import type { Limit } from "../contract/limit.ts";
import { describeUse } from "../domain/describeUse.ts";
import { levelWord } from "../domain/levelWord.ts";
import { formatNumber } from "../domain/number.ts";
import { levelLook } from "./levelLook.ts";
import { useReading } from "./useReading.ts";

export interface SmallGaugeProps {
  limit: Limit;
  /** What it is a gauge of, for those who do not see the row: "Concurrency of Acme web". */
  label: string;
  /** Stands beside the numbers, or below them where it is narrow. */
  children?: ReactNode;
}

/** A limit in a table's cell: "2 / 2" under a bar. */
export function SmallGauge({ limit, label, children }: SmallGaugeProps) {
  const { level, fill_pct } = useReading(limit, Number.POSITIVE_INFINITY);
  const { used, max, kind } = limit;
  const Icon = levelLook[level].icon;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-2 text-sm whitespace-nowrap">
        <span className="flex items-center gap-1">
          {used === null || max === null
            ? describeUse(limit)
            : `${formatNumber(used)} / ${formatNumber(max)}`}
          {level !== "ok" && (
            <span title={levelWord(level, kind)} className={levelLook[level].ink}>
              <Icon aria-hidden size={14} />
              <span className="sr-only">{levelWord(level, kind)}</span>
            </span>
          )}
        </span>
        {children && <span className="text-muted">{children}</span>}
      </div>
      {fill_pct !== null && (
        <div
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(fill_pct * 10) / 10}
          aria-valuetext={`${describeUse(limit)}. ${levelWord(level, kind)}.`}
          className="gauge-track mt-1 h-1.5 overflow-hidden rounded-full"
        >
          <div
            className={`gauge-fill h-full rounded-full ${levelLook[level].fill}`}
            style={{ width: `${fill_pct}%` }}
          />
        </div>
      )}
    </>
  );
}
