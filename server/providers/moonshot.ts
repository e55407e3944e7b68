import { bearerGet, credentialOf } from "./credentialOf.ts";
import { isObject, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { opencodeKey, opencodePlaces } from "./opencodeAuth.ts";
import type { Provider, Report, VendorAnswer } from "./provider.ts";
import { failedReport, httpFailure, reportOf, retryAfterSeconds, unknownKeys } from "./report.ts";

const ORIGIN = "https://api.moonshot.ai";
/** A key is of one region, and the region's currency is not in the answer. */
const CHINA = "https://api.moonshot.cn";

/** Moonshot's open platform: a balance in money. */
export const moonshot: Provider = {
  id: "moonshot",
  name: "Moonshot",
  origin: ORIGIN,
  other_origins: [CHINA],
  poll_seconds: 300,
  poses_as_client: false,
  variables: ["MOONSHOT_API_KEY"],
  places: opencodePlaces,
  paste_hint: "An API key of platform.moonshot.ai (sk-…)",

  readCredential(content) {
    return [["moonshotai", {}] as const, ["moonshotai-cn", { region: "cn" }] as const].flatMap(
      ([name, extra]) => {
        const key = opencodeKey(content, name);
        return key === null ? [] : [credentialOf(key, { extra })];
      },
    );
  },

  async fetch(credential, ask, now) {
    const china = credential.extra["region"] === "cn";
    const url = `${china ? CHINA : ORIGIN}/v1/users/me/balance`;
    const report = moonshot.read(await ask(bearerGet(url, credential)), now());
    if (!china) return report;
    return { ...report, limits: report.limits.map((limit) => ({ ...limit, currency: "CNY" })) };
  },

  read(answer, now) {
    const body = objectOf(answer.body);
    const failure = httpFailure(answer, now) ?? envelopeFailure(answer, now);
    if (failure) return failure;
    const data = objectOf(body["data"]);
    const remaining = numberOf(data["available_balance"]);
    const unknown_keys = [
      ...unknownKeys(body, ["code", "data", "scode", "status"]),
      ...unknownKeys(data, ["available_balance", "voucher_balance", "cash_balance"], "data"),
    ];
    if (remaining === null) {
      return reportOf({ limits: [], unknown_keys, dropped_rows: "data" in body ? 1 : 0 });
    }
    const balance = limitOf(
      {
        id: "balance",
        label: "Balance",
        kind: "balance",
        unit: "currency",
        currency: "USD",
        remaining,
      },
      now,
    );
    return reportOf({ limits: [balance], unknown_keys });
  },
};

/** An error in an answer of HTTP 200, whose zeros are no balance; null if it is none. */
function envelopeFailure(answer: VendorAnswer, now: number): Report | null {
  const { code, status, scode, error } = objectOf(answer.body);
  const number = numberOf(code);
  if (((code ?? 0) === 0 || number === 0) && status !== false && !isObject(error)) return null;
  if (number === 401 || number === 403 || textOf(scode) === "unauthorized") {
    return failedReport(
      "auth_required",
      `vendor_${number ?? "unauthorized"}`,
      "Moonshot does not accept this key.",
    );
  }
  return number === 429
    ? failedReport("rate_limited", "usage_rate_limited", "The usage endpoint asks to wait.", {
        retry_after_seconds: retryAfterSeconds(answer, now),
      })
    : failedReport("error", `vendor_${number ?? "error"}`, "Moonshot answered with an error.");
}
