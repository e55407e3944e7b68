import type { Limit } from "../contract/limit.ts";
import { formatHours } from "./duration.ts";
import { formatPct } from "./percent.ts";

/**
 * How much of a limit is used, in words: "7 of 10 runs used", "2 h 14 m of 80 h used",
 * "$408.43 used, no cap". What is unknown is called so.
 */
export function describeUse(limit: Limit, locale = "en"): string {
  const { cap, used, max, remaining, used_pct } = limit;
  if (cap === "unlimited") return "Unlimited";
  const { number, unit } = amountsOf(limit, locale);
  if (isKnown(used) && isKnown(max)) return `${number(used)} of ${number(max)}${unit} used`;
  if (isKnown(used_pct)) return `${formatPct(used_pct, locale)} used`;
  if (isKnown(remaining)) return `${number(remaining)}${unit} left`;
  if (isKnown(used)) return `${number(used)}${unit} used${cap === "no_cap" ? ", no cap" : ""}`;
  return cap === "no_cap" ? "No cap" : "Unknown";
}

const isKnown = (amount: number | null): amount is number =>
  amount !== null && Number.isFinite(amount);

/** What the slots of a limit are called where people have a word for them. */
const nouns: Readonly<Record<string, string>> = { sessions: "sessions" };

/** Money and time bear their units in the number; everything else is followed by its unit. */
function amountsOf({ id, unit, currency }: Limit, locale: string) {
  if (unit === "seconds")
    return { number: (amount: number) => formatHours(amount, locale), unit: "" };
  const formatter = new Intl.NumberFormat(locale, {
    signDisplay: "negative",
    ...(currency === undefined ? {} : { style: "currency", currency }),
  });
  return {
    number: (amount: number) => formatter.format(amount),
    unit: currency === undefined ? ` ${nouns[id] ?? unit.replaceAll("_", " ")}` : "",
  };
}
