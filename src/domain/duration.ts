const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How a unit is written: "2 h 14 m" where space is dear, "2 hours 14 minutes" where it is read out. */
export type DurationStyle = "narrow" | "long";

/**
 * A length of time in its two largest units: 8,040 s is "2 h 14 m". Negative and unknown lengths
 * read as 0 s. Spaces inside do not break.
 */
export function formatDuration(
  seconds: number,
  locale = "en",
  style: DurationStyle = "narrow",
): string {
  return inUnits(UNITS, seconds, locale, style);
}

/**
 * An amount of time in hours and minutes, as quotas are counted: 288,000 s is "80 h", never
 * "3 d 8 h"; less than a minute is told in seconds.
 */
export function formatHours(seconds: number, locale = "en", style: DurationStyle = "narrow") {
  return inUnits(seconds < 60 ? UNITS.slice(3) : UNITS.slice(1, 3), seconds, locale, style);
}

/** A length of time in its largest unit, cut down to it: 8,040 s is "2 h". */
export const formatRoughly = (seconds: number, locale = "en", style: DurationStyle = "narrow") =>
  inUnits(UNITS, seconds, locale, style, 1);

function inUnits(
  units: readonly (typeof UNITS)[number][],
  seconds: number,
  locale: string,
  style: DurationStyle,
  most = 2,
): string {
  let rest = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const first = units.findIndex(([, size]) => rest >= size);
  if (first === -1) return unit(0, "second", locale, style);
  const parts: string[] = [];
  for (const [name, size] of units.slice(first, first + most)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(unit(count, name, locale, style));
  }
  return parts.join("\u00a0");
}

/** A span that a policy names, for labels: 3,600 s is "hour", 7,200 s is "2 hours". */
export function formatSpan(seconds: number, locale = "en"): string {
  const named = UNITS.find(([, size]) => size === seconds);
  return named ? named[0] : formatDuration(seconds, locale, "long");
}

function unit(count: number, name: string, locale: string, style: DurationStyle): string {
  return formatterOf(name, locale, style)
    .formatToParts(count)
    .map((part) => part.value.trim())
    .filter((text) => text !== "")
    .join("\u00a0");
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Formatters are costly to make and a countdown asks every second. */
function formatterOf(name: string, locale: string, style: DurationStyle): Intl.NumberFormat {
  const key = `${locale}/${name}/${style}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: style,
      useGrouping: false,
    });
    formatters.set(key, formatter);
  }
  return formatter;
}
