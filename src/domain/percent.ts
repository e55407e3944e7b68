/**
 * A share in words, for reading only; comparisons take the raw number. Rounds to whole percents but
 * never up to 100 and never down to 0: 99.6 is "99%", 0.3 is "<1%". Null is "unknown".
 */
export function formatPct(pct: number | null, locale = "en"): string {
  if (pct === null || !Number.isFinite(pct)) return "unknown";
  if (pct > 0 && pct < 1) return `<${percent(1, locale)}`;
  return percent(pct > 99 && pct < 100 ? 99 : Math.round(pct), locale);
}

const percent = (whole: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", signDisplay: "negative" }).format(whole / 100);
