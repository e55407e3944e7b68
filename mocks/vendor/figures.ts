import type { Meter } from "./usage.ts";

/** Figures as vendors write them. */

/** 37 % used are a fraction of 0.63 that remains; never below none. */
export const remainingFraction = ({ used_pct }: Meter) => hundredths(remainingPct(used_pct)) / 100;

export const remainingPct = (used_pct: number) => Math.max(0, 100 - used_pct);

export const hundredths = (value: number) => Math.round(value * 100) / 100;

/** Whole percent; all is only said to be used when it is. */
export const wholePct = ({ used_pct }: Meter) => Math.floor(used_pct);

export const unixSeconds = (ms: number) => Math.floor(ms / 1000);

/** "2026-06-19T08:45:39Z" */
export const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const isoMillis = (ms: number) => new Date(ms).toISOString();

/** "2026-07-19T03:39:59.570750+00:00" */
export const isoMicros = (ms: number) => new Date(ms).toISOString().replace("Z", "750+00:00");

/** "2026-01-09T15:23:13.716839300Z" */
export const isoNanos = (ms: number) => new Date(ms).toISOString().replace("Z", "839300Z");
