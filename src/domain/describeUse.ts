import type { Limit } from "../contract/limit.ts";
import { formatPct } from "./percent.ts";

/** How much of a limit is used, in words: "7 of 10 runs used". What is unknown is called so. */
export function describeUse(limit: Limit, locale = "en"): string {
  if (limit.cap === "unlimited") return "Unlimited";
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const { used, max, remaining, used_pct } = limit;
  const unit = limit.unit.replaceAll("_", " ");
  if (used !== null && max !== null) return `${number(used)} of ${number(max)} ${unit} used`;
  if (used_pct !== null) return `${formatPct(used_pct, locale)} used`;
  if (remaining !== null) return `${number(remaining)} ${unit} left`;
  return "Unknown";
}
