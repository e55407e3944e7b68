import { credentialOf } from "./credentialOf.ts";
import { readExhausted, readModels, readSummary } from "./antigravityQuota.ts";
import { answerOrNull, firstReport } from "./fallback.ts";
import { instantOf, objectOf, textOf } from "./lenient.ts";
import { planOf } from "./planOf.ts";
import type { Ask, Credential, Provider, Report, VendorAnswer } from "./provider.ts";
import { failedReport, httpFailure } from "./report.ts";

const DAILY = "https://daily-cloudcode-pa.googleapis.com";
const SANDBOX = "https://daily-cloudcode-pa.sandbox.googleapis.com";
const PRODUCTION = "https://cloudcode-pa.googleapis.com";

/** Antigravity: groups of models, each with a window of five hours and a week. */
export const antigravity: Provider = {
  id: "antigravity",
  name: "Antigravity",
  origin: DAILY,
  other_origins: [SANDBOX, PRODUCTION],
  poll_seconds: 300,
  poses_as_client: true,
  variables: [],
  places: [
    {
      id: "antigravity-cli",
      tool: "Antigravity CLI",
      path: "~/.gemini/antigravity-cli/antigravity-oauth-token",
      format: { kind: "json" },
    },
    {
      id: "antigravity",
      tool: "Antigravity",
      path: "~/.gemini/jetski-standalone-oauth-token",
      format: { kind: "json" },
    },
    {
      id: "antigravity-keychain",
      tool: "Antigravity",
      path: "Keychain: gemini",
      format: { kind: "keychain", service: "gemini" },
      platform: "darwin",
    },
  ],
  paste_hint: "An access token of Antigravity (ya29.…); it lapses within the hour",
  readCredential,
  fetch,
  read,
};

function readCredential(content: unknown): Credential[] {
  const file = objectOf(content);
  const login = { ...file, ...objectOf(file["token"]) };
  const token = textOf(login["access_token"]);
  if (token === null) return [];
  const project = textOf(login["project"]) ?? textOf(login["project_id"]);
  return [
    credentialOf(token, {
      expires_at: instantOf(login["expiry"]),
      extra: project === null ? {} : { project },
    }),
  ];
}

async function fetch(credential: Credential, ask: Ask, now: () => number): Promise<Report> {
  const post = postAs(credential.token);
  const { project, plan } = await projectOf(credential, ask);
  const body = project === null ? {} : { project };
  const way = (origin: string, method: string) => async () =>
    read(await ask(post(`${origin}/v1internal:${method}`, body)), now());
  const report = await firstReport(
    [
      way(DAILY, "retrieveUserQuotaSummary"),
      way(SANDBOX, "retrieveUserQuotaSummary"),
      way(DAILY, "fetchAvailableModels"),
      async () => unlessSentinel(await way(PRODUCTION, "retrieveUserQuotaSummary")()),
    ],
    settles,
  );
  return { ...report, plan: report.plan ?? credential.plan ?? plan };
}

const postAs = (token: string) => (url: string, body: unknown) =>
  ({
    method: "POST",
    url,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      Accept: "application/json",
      "User-Agent": "antigravity/cli/1.0.0 (aidev_client; os_type=linux; arch=amd64)",
    },
    body: JSON.stringify(body),
  }) as const;

/** The project that the quota is asked for, where the credential does not say it; also names the plan. */
async function projectOf({ token, extra }: Credential, ask: Ask) {
  if (extra["project"]) return { project: extra["project"], plan: null };
  const answer = await answerOrNull(
    ask,
    postAs(token)(`${DAILY}/v1internal:loadCodeAssist`, {
      metadata: { ideType: "ANTIGRAVITY", pluginType: "GEMINI" },
    }),
  );
  const body = objectOf(answer?.body);
  const project = body["cloudaicompanionProject"];
  const tier = { ...objectOf(body["currentTier"]), ...objectOf(body["paidTier"]) };
  const plan = planOf(tier["id"]) ?? planOf(tier["name"]);
  return {
    project: textOf(project) ?? textOf(objectOf(project)["id"]),
    plan: plan && { id: plan.id, label: textOf(tier["name"]) ?? plan.label },
  };
}

/** A host that refuses quota may still chat, so only a dead token or a plea to wait ends the search. */
const settles = ({ status, error, limits }: Report) =>
  status === "rate_limited" ||
  error?.code === "http_401" ||
  limits.some(({ used_pct }) => used_pct !== null);

/**
 * The production host answers "untouched" whatever was used, so that alone is no reading: what was
 * known before stays.
 */
function unlessSentinel(report: Report): Report {
  if (report.limits.some(({ used_pct }) => used_pct !== null && used_pct > 0)) return report;
  if (report.limits.length === 0) return report;
  return failedReport(
    "partial",
    "untouched_everywhere",
    "Only a host answered that reports no use at all. The last numbers stay.",
  );
}

function read(answer: VendorAnswer, now: number): Report {
  const exhausted = readExhausted(answer, now);
  if (exhausted) return exhausted;
  const failure = httpFailure(answer, now);
  if (failure) return failure;
  const body = objectOf(answer.body);
  return "models" in body ? readModels(body, now) : readSummary(body, now);
}
