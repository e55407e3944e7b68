import { fromInstant } from "../../src/contract/instant.ts";
import { savedResets } from "./codexCredits.ts";
import { codexPlanOf } from "./codexPlanOf.ts";
import { bearerGet, credentialOf } from "./credentialOf.ts";
import { jwtClaims } from "./jwtClaims.ts";
import {
  instantOf,
  isMistyped,
  isObject,
  type Json,
  listOf,
  numberOf,
  objectOf,
  textOf,
} from "./lenient.ts";
import type { Ask, Credential, Place, Provider, Report } from "./provider.ts";
import { readCodexRefusal } from "./readCodexRefusal.ts";
import { readCodexUsage } from "./readCodexUsage.ts";
import { httpFailure, reportOf, unknownKeys, vendorNow } from "./report.ts";
import { settled, together } from "./rows.ts";
import { withRemedy } from "./withRemedy.ts";

const ORIGIN = "https://chatgpt.com";
const place = { tool: "Codex", format: { kind: "json" } } satisfies Partial<Place>;

/** Codex of a ChatGPT plan. */
export const codex: Provider = {
  id: "codex",
  name: "Codex",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: true,
  variables: [],
  places: [
    { ...place, id: "codex-home", path: "$CODEX_HOME/auth.json" },
    { ...place, id: "codex", path: "~/.codex/auth.json" },
    { ...place, id: "opencode", tool: "OpenCode", path: "~/.local/share/opencode/auth.json" },
  ],
  paste_hint: "The access_token of ~/.codex/auth.json (eyJ…)",

  readCredential(content) {
    const { tokens, openai } = objectOf(content);
    const { access_token, id_token, account_id } = objectOf(tokens);
    const { type, access, accountId, expires } = objectOf(openai);
    const cli = loginOf(access_token, id_token, account_id, null);
    if (cli) return [cli];
    const other = type === "oauth" ? loginOf(access, null, accountId, expires) : null;
    return other ? [other] : [];
  },

  async fetch(credential, ask, now) {
    const usage = await ask(request("wham/usage", credential));
    // The same answer under its older address.
    const answer = usage.status === 404 ? await ask(request("codex/usage", credential)) : usage;
    const report = codex.read(answer, now());
    const plan = report.plan ?? credential.plan;
    const saved = report.limits.find(({ id }) => id === "reset_credits");
    if (report.status !== "ok" || saved?.remaining === 0) return { ...report, plan };
    return { ...report, plan, limits: await withExpiry(report, credential, ask, now) };
  },

  read(answer, now) {
    const refusal = readCodexRefusal(answer, now);
    if (refusal) return refusal;
    const failure = httpFailure(answer, now);
    if (failure) {
      return withRemedy(
        failure,
        "Codex does not accept this sign-in. Sign in again with codex login.",
      );
    }
    const body = objectOf(answer.body);
    if (Array.isArray(body.credits)) return readSavedResets(body, now);
    const usage = isObject(body.rateLimits) ? fromAppServer(body.rateLimits) : body;
    return readCodexUsage(usage, now, vendorNow(answer, now));
  },
};

const request = (path: string, credential: Credential, more: Record<string, string> = {}) =>
  bearerGet(`${ORIGIN}/backend-api/${path}`, credential, {
    // A member of a workspace has other limits there than alone.
    ...(credential.account_id === null ? {} : { "ChatGPT-Account-Id": credential.account_id }),
    "User-Agent": "codex-cli",
    ...more,
  });

/** Only a side request knows when saved resets expire. */
async function withExpiry(report: Report, credential: Credential, ask: Ask, now: () => number) {
  const client = { "OpenAI-Beta": "codex-1", originator: "Codex Desktop" };
  try {
    const answer = await ask(request("wham/rate-limit-reset-credits", credential, client));
    const { limits } = codex.read(answer, now());
    const saved = limits.filter(({ id }) => id === "reset_credits");
    if (saved.length === 0) return report.limits;
    return [...report.limits.filter(({ id }) => id !== "reset_credits"), ...saved];
  } catch {
    return report.limits;
  }
}

/** `GET …/wham/rate-limit-reset-credits`. Its ids can be redeemed: they go no further. */
function readSavedResets(body: Json, now: number): Report {
  const live = listOf(body.credits)
    .map(objectOf)
    .filter(({ status }) => status === "available")
    .map(({ expires_at }) => instantOf(expires_at))
    .filter((expires_at) => expires_at !== null)
    .filter((expires_at) => fromInstant(expires_at) > now)
    .toSorted((a, b) => a.localeCompare(b));
  const { available_count } = body;
  const count = isMistyped(available_count) ? null : (numberOf(available_count) ?? live.length);
  return reportOf({
    coverage: "partial",
    ...together(
      {
        unknown_keys: unknownKeys(body, [
          "credits",
          "available_count",
          "applicable_available_count",
        ]),
      },
      settled([savedResets(count, live[0] ?? null, now)]),
    ),
  });
}

/** What the CLI's own server calls `account/rateLimits/read`, in the members of `/wham/usage`. */
function fromAppServer({ primary, secondary, credits, ...rateLimits }: Json): Json {
  const window = (row: unknown) => {
    if (!isObject(row)) return row;
    const minutes = numberOf(row.windowDurationMins);
    return {
      used_percent: row.usedPercent,
      limit_window_seconds: minutes === null ? null : minutes * 60,
      reset_at: row.resetsAt,
    };
  };
  return {
    plan_type: rateLimits.planType,
    rate_limit: { primary_window: window(primary), secondary_window: window(secondary) },
    credits: isObject(credits) ? { ...credits, has_credits: credits.hasCredits } : credits,
    rate_limit_reached_type: rateLimits.rateLimitReachedType,
  };
}

function loginOf(
  access: unknown,
  idToken: unknown,
  accountId: unknown,
  expires: unknown,
): Credential | null {
  const token = textOf(access);
  if (token === null) return null;
  const claims = { ...jwtClaims(token), ...jwtClaims(idToken) };
  const auth = objectOf(claims["https://api.openai.com/auth"]);
  return credentialOf(token, {
    account_id: textOf(accountId) ?? textOf(auth.chatgpt_account_id),
    identity: textOf(claims.email),
    // The id token lapses long before the access token, and does not matter.
    expires_at: instantOf(jwtClaims(token).exp) ?? instantOf(expires),
    plan: codexPlanOf(auth.chatgpt_plan_type),
  });
}
