import type { Plan } from "../../src/contract/snapshot.ts";
import { bearerGet, credentialOf } from "./credentialOf.ts";
import { instantOf, type Json, objectOf, textOf } from "./lenient.ts";
import { namedPlan } from "./namedPlan.ts";
import type { Place, Provider } from "./provider.ts";
import { readClaudeUsage } from "./readClaudeUsage.ts";
import { failedReport, httpFailure } from "./report.ts";
import { withRemedy } from "./withRemedy.ts";

const ORIGIN = "https://api.anthropic.com";
const place = { tool: "Claude Code", format: { kind: "json" } } satisfies Partial<Place>;

/** Claude of a subscription: Pro, Max, Team, Enterprise. */
export const claude: Provider = {
  id: "claude",
  name: "Claude",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: true,
  variables: ["CLAUDE_CODE_OAUTH_TOKEN"],
  places: [
    { ...place, id: "claude-code-config", path: "$CLAUDE_CONFIG_DIR/.credentials.json" },
    { ...place, id: "claude-code", path: "~/.claude/.credentials.json" },
    {
      ...place,
      id: "claude-code-keychain",
      path: "Keychain: Claude Code-credentials",
      format: { kind: "keychain", service: "Claude Code-credentials" },
      platform: "darwin",
    },
  ],
  paste_hint: "An OAuth token with the scope user:profile (sk-ant-oat01-…)",

  readCredential(content) {
    const login = objectOf(objectOf(content).claudeAiOauth);
    const token = textOf(login.accessToken);
    if (token === null) return [];
    return [credentialOf(token, { expires_at: instantOf(login.expiresAt), plan: planOf(login) })];
  },

  async fetch(credential, ask, now) {
    if (credential.token.startsWith("sk-ant-api")) {
      return failedReport(
        "unsupported",
        "api_key",
        "An API key has no plan usage. Sign in with Claude Code instead.",
      );
    }
    const request = bearerGet(`${ORIGIN}/api/oauth/usage`, credential, {
      "anthropic-beta": "oauth-2025-04-20",
      // Any other name is answered from a very small bucket, and stays at 429.
      "User-Agent": "claude-code/2.1.0",
    });
    return { ...claude.read(await ask(request), now()), plan: credential.plan };
  },

  read(answer, now) {
    const { status, body } = answer;
    const complaint = textOf(objectOf(objectOf(body).error).message) ?? "";
    if (status === 403 && /scope/i.test(complaint)) {
      return failedReport(
        "auth_required",
        "scope_missing",
        "This token may not read usage. Sign in with Claude Code: a setup token lacks user:profile.",
      );
    }
    const failure = httpFailure(answer, now);
    return failure
      ? withRemedy(failure, "Claude does not accept this sign-in. Sign in again with Claude Code.")
      : readClaudeUsage(objectOf(body), now);
  },
};

const planNames: Readonly<Record<string, string>> = {
  free: "Free",
  pro: "Pro",
  max: "Max",
  team: "Team",
  enterprise: "Enterprise",
};

/** "max" with the tier "default_claude_max_20x" is the plan "Max 20x". */
function planOf({ subscriptionType, rateLimitTier }: Json): Plan | null {
  const named = namedPlan(subscriptionType, planNames);
  const times = /_(\d+x)$/.exec(textOf(rateLimitTier) ?? "")?.[1];
  return named && times !== undefined
    ? { id: `${named.id}_${times}`, label: `${named.label} ${times}` }
    : named;
}
