import { bearerGet, credentialOf } from "./credentialOf.ts";
import { isObject, numberOf, objectOf } from "./lenient.ts";
import { opencodeKey, opencodePlaces } from "./opencodeAuth.ts";
import { readOpenrouterCredits } from "./openrouterCredits.ts";
import { readOpenrouterKey } from "./openrouterKey.ts";
import type { Provider, Report } from "./provider.ts";
import { failedReport, httpFailure, reportOf, vendorNow } from "./report.ts";

const ORIGIN = "https://openrouter.ai";

/** OpenRouter: the balance of the account and the cap of the key, both of which gate. */
export const openrouter: Provider = {
  id: "openrouter",
  name: "OpenRouter",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 60,
  poses_as_client: false,
  variables: ["OPENROUTER_API_KEY"],
  places: opencodePlaces,
  paste_hint: "An API key (sk-or-v1-…); a management key also shows the balance",

  readCredential(content) {
    const key = opencodeKey(content, "openrouter");
    return key === null ? [] : [credentialOf(key)];
  },

  async fetch(credential, ask, now) {
    const question = async (path: string) =>
      openrouter.read(await ask(bearerGet(`${ORIGIN}${path}`, credential)), now());
    const [key, credits] = await Promise.allSettled([
      question("/api/v1/key"),
      question("/api/v1/credits"),
    ]);
    const answered = [credits, key].flatMap((one) =>
      one.status === "fulfilled" ? [one.value] : [],
    );
    if (answered.some(({ status }) => status === "ok")) {
      return merged(answered, key.status === "fulfilled" && key.value.status === "ok");
    }
    // Every key may ask about itself, not every key about the account: the first tells what is wrong.
    if (key.status === "rejected") throw key.reason;
    return key.value;
  },

  read(answer, now) {
    const failure = httpFailure(answer, now);
    if (failure) return failure;
    const body = objectOf(answer.body);
    if (isObject(body["error"])) return failureOf(numberOf(body["error"]["code"]));
    const data = objectOf(body["data"]);
    if ("total_credits" in data || "total_usage" in data) return readOpenrouterCredits(body, now);
    return "limit" in data || "limit_remaining" in data || "usage" in data
      ? readOpenrouterKey(body, vendorNow(answer, now), now)
      : reportOf({ limits: [] });
  },
};

/** One report of both; without the key's, its cap is not seen, without the account's, the balance is not. */
function merged(answered: readonly Report[], sawKey: boolean): Report {
  const read = answered.filter(({ status }) => status === "ok");
  const full = sawKey && read.some(({ coverage }) => coverage === "full");
  const waits = answered.flatMap(({ retry_after_seconds }) => retry_after_seconds ?? []);
  return reportOf({
    plan: read.map(({ plan }) => plan).find((plan) => plan !== null) ?? null,
    coverage: full ? "full" : "partial",
    limits: read.flatMap(({ limits }) => limits),
    retry_after_seconds: waits.length > 0 ? Math.max(...waits) : null,
    unknown_keys: answered.flatMap(({ unknown_keys }) => unknown_keys),
    dropped_rows: answered.reduce((sum, { dropped_rows }) => sum + dropped_rows, 0),
  });
}

function failureOf(code: number | null): Report {
  if (code === 401 || code === 403) {
    return failedReport("auth_required", `vendor_${code}`, "OpenRouter does not accept this key.");
  }
  return failedReport("error", `vendor_${code ?? "error"}`, "OpenRouter answered with an error.");
}
