import { credentialOf } from "./credentialOf.ts";
import { isObject, numberOf, objectOf, textOf } from "./lenient.ts";
import type { Credential, Place, Provider, Report, VendorAnswer } from "./provider.ts";
import { readCopilotUsage } from "./readCopilotUsage.ts";
import { failedReport, httpFailure, retryAfterSeconds, vendorNow } from "./report.ts";
import { withRemedy } from "./withRemedy.ts";

const ORIGIN = "https://api.github.com";
const editor = { tool: "Copilot", format: { kind: "json" } } satisfies Partial<Place>;

/** GitHub Copilot, of an account on github.com. */
export const copilot: Provider = {
  id: "copilot",
  name: "Copilot",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 600,
  poses_as_client: true,
  variables: ["COPILOT_GITHUB_TOKEN"],
  places: [
    { ...editor, id: "copilot-apps", path: "~/.config/github-copilot/apps.json" },
    { ...editor, id: "copilot-hosts", path: "~/.config/github-copilot/hosts.json" },
    {
      ...editor,
      id: "copilot-apps-windows",
      path: "$LOCALAPPDATA/github-copilot/apps.json",
      platform: "win32",
    },
    {
      ...editor,
      id: "copilot-hosts-windows",
      path: "$LOCALAPPDATA/github-copilot/hosts.json",
      platform: "win32",
    },
    { ...editor, id: "opencode", tool: "OpenCode", path: "~/.local/share/opencode/auth.json" },
  ],
  paste_hint: "A GitHub OAuth token (gho_… or ghu_…)",

  readCredential(content) {
    const file = objectOf(content);
    const editors = Object.entries(file).flatMap(([key, entry]) => {
      // "github.com", or "github.com:Iv1.…" with the app. A token of another host stays there.
      if (key.split(":")[0] !== "github.com" || !isObject(entry)) return [];
      return loginOf(entry.oauth_token, textOf(entry.user));
    });
    const other = objectOf(file["github-copilot"]);
    // OpenCode keeps GitHub's token as what renews the short-lived one of Copilot.
    const isOurs = other.type === "oauth" && textOf(other.enterpriseUrl) === null;
    const all = isOurs ? [...editors, ...loginOf(other.refresh, null)] : editors;
    return all.filter((login, index) => all.findIndex((one) => isSame(one, login)) === index);
  },

  async fetch({ token, plan }, ask, now) {
    const answer = await ask({
      method: "GET",
      url: `${ORIGIN}/copilot_internal/user`,
      headers: {
        Authorization: `token ${token}`,
        Accept: "application/json",
        "Editor-Version": "vscode/1.96.2",
        "Editor-Plugin-Version": "copilot-chat/0.26.7",
        "User-Agent": "GitHubCopilotChat/0.26.7",
        "X-Github-Api-Version": "2025-04-01",
      },
    });
    const report = copilot.read(answer, now());
    return { ...report, plan: report.plan ?? plan };
  },

  read(answer, now) {
    const failure = copilotFailure(answer, now);
    return failure ?? readCopilotUsage(objectOf(answer.body), now);
  },
};

function copilotFailure(answer: VendorAnswer, now: number): Report | null {
  const { status, headers } = answer;
  const throttled = status === 429 || (status === 403 && headers["x-ratelimit-remaining"] === "0");
  if (throttled) {
    const reset = numberOf(headers["x-ratelimit-reset"]);
    return failedReport("rate_limited", "usage_rate_limited", "GitHub asks to wait.", {
      retry_after_seconds:
        retryAfterSeconds(answer, now) ??
        (reset === null ? null : Math.max(0, reset - vendorNow(answer, now) / 1000)),
    });
  }
  if (status === 404) {
    return failedReport("unsupported", "no_seat", "This GitHub account has no Copilot.");
  }
  const failure = httpFailure(answer, now);
  return (
    failure && withRemedy(failure, "GitHub does not accept this sign-in. Sign in to Copilot again.")
  );
}

function loginOf(oauthToken: unknown, identity: string | null): Credential[] {
  const token = textOf(oauthToken);
  return token === null ? [] : [credentialOf(token, { identity })];
}

/** One person has one quota, however many apps she signed in with. */
const isSame = (a: Credential, b: Credential): boolean =>
  a.token === b.token || (a.identity !== null && a.identity === b.identity);
