import type { Limit } from "../../src/contract/limit.ts";
import { bearerGet, credentialOf } from "./credentialOf.ts";
import { booleanOf, type Json, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { opencodeKey, opencodePlaces } from "./opencodeAuth.ts";
import type { Provider } from "./provider.ts";
import { httpFailure, reportOf, unknownKeys } from "./report.ts";
import { readRows } from "./rows.ts";

const ORIGIN = "https://api.deepseek.com";

/** DeepSeek's platform: a balance in each currency, and the vendor's own word on whether it suffices. */
export const deepseek: Provider = {
  id: "deepseek",
  name: "DeepSeek",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: false,
  variables: ["DEEPSEEK_API_KEY"],
  places: opencodePlaces,
  paste_hint: "An API key of platform.deepseek.com (sk-…)",

  readCredential(content) {
    const key = opencodeKey(content, "deepseek");
    return key === null ? [] : [credentialOf(key)];
  },

  async fetch(credential, ask, now) {
    return deepseek.read(await ask(bearerGet(`${ORIGIN}/user/balance`, credential)), now());
  },

  read(answer, now) {
    const failure = httpFailure(answer, now);
    if (failure) return failure;
    const body = objectOf(answer.body);
    const available = booleanOf(body["is_available"]);
    const rows = readRows(
      body["balance_infos"],
      { path: "balance_infos", known: amounts },
      (row) => [balanceOf(row, now)],
    );
    const balances = distinct(rows.limits);
    const known = balances.length > 0 || available === null;
    return reportOf({
      vendor_verdict: available === null ? null : available ? "allowed" : "blocked",
      limits: known ? gating(balances, available) : [unknownBalance(now)],
      dropped_rows: rows.dropped_rows + rows.limits.length - balances.length,
      unknown_keys: [...unknownKeys(body, ["is_available", "balance_infos"]), ...rows.unknown_keys],
    });
  },
};

const amounts = ["currency", "total_balance", "granted_balance", "topped_up_balance"];

function balanceOf(row: Json, now: number): Limit | null {
  const remaining = numberOf(row["total_balance"]);
  const currency = textOf(row["currency"])?.toUpperCase() ?? "";
  if (remaining === null || !/^[A-Z]{3}$/.test(currency)) return null;
  return limitOf(
    {
      id: `balance:${currency}`,
      label: `Balance, ${currency}`,
      kind: "balance",
      unit: "currency",
      currency,
      remaining,
    },
    now,
  );
}

const distinct = (limits: readonly Limit[]) =>
  limits.filter(({ id }, index) => limits.findIndex((limit) => limit.id === id) === index);

/**
 * Any currency pays, so an empty one beside another that is not stands in nobody's way; nor does
 * any, where the vendor says that the balance suffices.
 */
function gating(balances: readonly Limit[], available: boolean | null): Limit[] {
  const blocks = available !== true && balances.every(({ depleted }) => depleted);
  return balances.map((limit) => ({ ...limit, gates: blocks || limit.depleted === false }));
}

/** The vendor says whether the balance suffices, but not what it is. */
const unknownBalance = (now: number): Limit =>
  limitOf(
    { id: "balance", label: "Balance", kind: "window", unit: "currency", cap: "unknown" },
    now,
  );
