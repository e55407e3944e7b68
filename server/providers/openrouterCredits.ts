import { type Json, numberOf, objectOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";

/** The account: both totals are of its lifetime, so what is left is a balance and no share of anything. */
export function readOpenrouterCredits(body: Json, now: number): Report {
  const data = objectOf(body["data"]);
  const used = numberOf(data["total_usage"]);
  const max = numberOf(data["total_credits"]);
  const unknown_keys = [
    ...unknownKeys(body, ["data"]),
    ...unknownKeys(data, ["total_credits", "total_usage"], "data"),
  ];
  if (used === null || max === null) return reportOf({ limits: [], unknown_keys, dropped_rows: 1 });
  const credits = limitOf(
    {
      id: "credits",
      label: "Credits",
      kind: "balance",
      unit: "currency",
      currency: "USD",
      used,
      max,
    },
    now,
  );
  return reportOf({ limits: [credits], unknown_keys });
}
