import type { Limit } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import { credentialOf } from "./credentialOf.ts";
import { jwtClaims } from "./jwtClaims.ts";
import { instantOf, isMistyped, type Json, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Ask, Credential, Provider, Report } from "./provider.ts";
import { failedReport, httpFailure, reportOf, unknownKeys } from "./report.ts";
import { readRows, together } from "./rows.ts";
import { DAY_SECONDS } from "./windows.ts";
import { withRemedy } from "./withRemedy.ts";

const ORIGIN = "https://cloudcode-pa.googleapis.com";

/** Gemini CLI, which asks Code Assist: of Standard and Enterprise, as it serves consumers no more. */
export const gemini: Provider = {
  id: "gemini",
  name: "Gemini CLI",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: true,
  variables: [],
  places: [
    {
      id: "gemini-cli",
      tool: "Gemini CLI",
      path: "~/.gemini/oauth_creds.json",
      format: { kind: "json" },
    },
  ],
  paste_hint: "The access_token of ~/.gemini/oauth_creds.json (ya29.…); it lasts an hour",

  readCredential(content) {
    const { access_token, expiry_date, id_token } = objectOf(content);
    const token = textOf(access_token);
    if (token === null) return [];
    return [
      credentialOf(token, {
        identity: textOf(jwtClaims(id_token).email),
        expires_at: instantOf(expiry_date),
      }),
    ];
  },

  async fetch(credential, ask, now) {
    const account = await loadCodeAssist(credential, ask);
    const project = credential.extra.project ?? account.project;
    const body = project === null ? {} : { project };
    const report = gemini.read(await ask(post("retrieveUserQuota", credential, body)), now());
    return { ...report, plan: report.plan ?? account.plan ?? credential.plan };
  },

  read(answer, now) {
    const { error, ...body } = objectOf(answer.body);
    if (
      answer.status >= 400 &&
      /UNSUPPORTED_CLIENT|IneligibleTier/.test(JSON.stringify(error) ?? "")
    ) {
      return failedReport(
        "unsupported",
        "unsupported_client",
        "Gemini CLI no longer serves this account. Add Antigravity instead.",
      );
    }
    const failure = httpFailure(answer, now);
    if (failure) {
      return withRemedy(failure, "Google does not accept this sign-in. Run gemini to renew it.");
    }
    return Array.isArray(body.buckets)
      ? readQuota(body, now)
      : reportOf({ plan: planOf(body), coverage: "partial", limits: [] });
  },
};

const post = (method: string, { token }: Credential, body: Json) => ({
  method: "POST" as const,
  url: `${ORIGIN}/v1internal:${method}`,
  headers: {
    Authorization: `Bearer ${token}`,
    "Content-Type": "application/json",
    Accept: "application/json",
  },
  body: JSON.stringify(body),
});

/** The project that the quota belongs to, and the plan; without them the quota may yet be told. */
async function loadCodeAssist(
  credential: Credential,
  ask: Ask,
): Promise<{ project: string | null; plan: Plan | null }> {
  const metadata = { ideType: "GEMINI_CLI", pluginType: "GEMINI" };
  try {
    const { status, body } = await ask(post("loadCodeAssist", credential, { metadata }));
    const told = status === 200 ? objectOf(body) : {};
    const project = told.cloudaicompanionProject;
    return { project: textOf(project) ?? textOf(objectOf(project).id), plan: planOf(told) };
  } catch {
    return { project: null, plan: null };
  }
}

const tierNames: Readonly<Record<string, string>> = {
  "free-tier": "Free",
  "standard-tier": "Standard",
  "legacy-tier": "Legacy",
};

function planOf({ paidTier, currentTier }: Json): Plan | null {
  const paid = objectOf(paidTier);
  const current = objectOf(currentTier);
  const id = textOf(paid.id) ?? textOf(current.id) ?? textOf(paid.name);
  return id === null
    ? null
    : { id, label: textOf(paid.name) ?? tierNames[id] ?? textOf(current.name) ?? id };
}

/** `:retrieveUserQuota`. Each model has its own day; the account works while one of them does. */
function readQuota(body: Json, now: number): Report {
  return reportOf({
    default_scopes: ["model:*"],
    ...together(
      { unknown_keys: unknownKeys(body, ["buckets"]) },
      // Several buckets of a model, one a kind of token: the emptiest counts.
      readRows(body.buckets, { path: "buckets", known: BUCKET_MEMBERS }, (bucket) =>
        bucketLimit(bucket, now),
      ),
    ),
  });
}

const BUCKET_MEMBERS = [
  "modelId",
  "tokenType",
  "remainingFraction",
  "remainingAmount",
  "resetTime",
];

/** None if the model is not offered, null if the bucket cannot be read. */
function bucketLimit(bucket: Json, now: number): Limit[] | null {
  const { modelId, remainingFraction, remainingAmount, resetTime } = bucket;
  const model = textOf(modelId)?.replace(/_vertex$/, "");
  if (model === undefined || isMistyped(remainingFraction) || isMistyped(remainingAmount)) {
    return null;
  }
  const fraction = numberOf(remainingFraction);
  if (fraction !== null && (fraction < 0 || fraction > 1)) return null;
  // Nothing left until 1970: the model is not offered, and never was.
  if (fraction === 0 && textOf(resetTime)?.startsWith("1970")) return [];
  return [
    limitOf(
      {
        id: `daily:model:${model}`,
        label: `Daily ${model}`,
        kind: "window",
        scope: `model:${model}`,
        unit: "percent",
        used_pct: fraction === null ? null : (1 - fraction) * 100,
        // Of how many it does not say.
        remaining: numberOf(remainingAmount),
        window_kind: "rolling",
        window_seconds: DAY_SECONDS,
        resets_at: instantOf(resetTime),
      },
      now,
    ),
  ];
}
