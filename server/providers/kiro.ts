import { fromInstant } from "../../src/contract/instant.ts";
import { credentialOf } from "./credentialOf.ts";
import { KIRO_ORIGIN, KIRO_OTHER_ORIGINS, kiroRequests } from "./kiroRequests.ts";
import { instantOf, isObject, type Json, objectOf, textOf } from "./lenient.ts";
import type { Credential, Place, Provider, Report, VendorAnswer } from "./provider.ts";
import { readKiroUsage } from "./readKiroUsage.ts";
import { failedReport, httpFailure, retryAfterSeconds } from "./report.ts";
import { withRemedy } from "./withRemedy.ts";

const SIGN_IN = "Kiro does not accept this sign-in. Open Kiro, or run kiro-cli login, to renew it.";

const cli = {
  tool: "Kiro CLI",
  format: {
    kind: "sqlite",
    table: "auth_kv",
    key_column: "key",
    value_column: "value",
    keys: [
      "kirocli:social:token",
      "kirocli:odic:token",
      "codewhisperer:odic:token",
      "kirocli:external-idp:token",
    ],
  },
} satisfies Partial<Place>;

/** Kiro, formerly Amazon Q Developer and CodeWhisperer. */
export const kiro: Provider = {
  id: "kiro",
  name: "Kiro",
  origin: KIRO_ORIGIN,
  other_origins: KIRO_OTHER_ORIGINS,
  poll_seconds: 300,
  poses_as_client: true,
  variables: ["KIRO_API_KEY"],
  places: [
    {
      id: "kiro-ide",
      tool: "Kiro",
      path: "~/.aws/sso/cache/kiro-auth-token.json",
      format: { kind: "json" },
    },
    {
      ...cli,
      id: "kiro-cli-macos",
      path: "~/Library/Application Support/kiro-cli/data.sqlite3",
      platform: "darwin",
    },
    {
      ...cli,
      id: "kiro-cli",
      path: "~/.local/share/kiro-cli/data.sqlite3",
      platform: "linux",
    },
  ],
  paste_hint: "An API key (ksk_…), or the accessToken of kiro-auth-token.json",

  readCredential(content) {
    const file = objectOf(content);
    const ide = loginOf(file);
    if (ide) return [ide];
    // The CLI keeps a login per way of signing in; the one in use is the one last renewed.
    const logins = cli.format.keys
      .map((key) => loginOf(parsed(file[key])))
      .filter((login) => login !== null)
      .toSorted((a, b) => (b.expires_at ?? "").localeCompare(a.expires_at ?? ""));
    return logins.slice(0, 1);
  },

  async fetch(credential, ask, now) {
    const requests = kiroRequests(credential);
    let failed: Report | null = null;
    let unreachable: unknown = null;
    for (const request of requests) {
      try {
        const report = kiro.read(await ask(request), now());
        // Asked to wait, it is no use to ask at the next door.
        if (report.status === "ok" || report.status === "rate_limited") return report;
        failed ??= report;
      } catch (error) {
        unreachable ??= error;
      }
    }
    if (failed === null && unreachable !== null) throw unreachable;
    const lapsed = credential.expires_at !== null && fromInstant(credential.expires_at) <= now();
    if (lapsed && failed?.status === "unsupported") {
      return failedReport("auth_required", "token_expired", SIGN_IN);
    }
    return (
      failed ?? failedReport("unsupported", "other_partition", "Leeway cannot ask this AWS region.")
    );
  },

  read(answer, now) {
    const failure = kiroFailure(answer, now);
    return failure ?? readKiroUsage(objectOf(answer.body), now);
  },
};

/** AWS tells errors by type, most of them as HTTP 400. */
function kiroFailure(answer: VendorAnswer, now: number): Report | null {
  const { status, headers } = answer;
  const body = objectOf(answer.body);
  const type = errorType(textOf(body.__type) ?? textOf(headers["x-amzn-errortype"]));
  if (status >= 200 && status < 300 && type === null) return httpFailure(answer, now);
  if (/^Throttling|^TooManyRequests/.test(type ?? "")) {
    return failedReport("rate_limited", "usage_rate_limited", "The usage endpoint asks to wait.", {
      retry_after_seconds: retryAfterSeconds(answer, now),
    });
  }
  const failure = httpFailure(answer, now);
  if (failure !== null && ["rate_limited", "blocked"].includes(failure.status)) return failure;
  const complaint = textOf(body.message) ?? textOf(body.Message) ?? "";
  if (
    /^(?:ExpiredToken|UnrecognizedClient|InvalidToken)/.test(type ?? "") ||
    /token.*(?:expired|invalid)|(?:expired|invalid).*token/i.test(complaint)
  ) {
    return failedReport("auth_required", "token_expired", SIGN_IN);
  }
  if (
    type === "AccessDeniedException" ||
    ((status === 401 || status === 403) && isObject(answer.body))
  ) {
    // Some sign-ins may chat and yet not read usage: they are not disconnected.
    return failedReport("unsupported", "access_denied", "Kiro tells this sign-in no usage.");
  }
  if (type !== null && (failure === null || status === 400)) {
    return failedReport("error", "aws_error", "Kiro could not answer the usage request.");
  }
  return failure && withRemedy(failure, SIGN_IN);
}

/** "com.amazon.aws.codewhisperer#ThrottlingException:http://…" is a ThrottlingException. */
const errorType = (given: string | null): string | null =>
  given === null ? null : (/(?:^|#)([A-Za-z]+)(?::|$)/.exec(given)?.[1] ?? null);

/** A login as the IDE writes it, or, in snake case, the CLI; null if there is none. */
function loginOf(login: Json): Credential | null {
  const token = textOf(login.accessToken) ?? textOf(login.access_token);
  if (token === null) return null;
  const profile_arn = textOf(login.profileArn) ?? textOf(login.profile_arn);
  const region = textOf(login.region);
  return credentialOf(token, {
    expires_at: instantOf(login.expiresAt) ?? instantOf(login.expires_at),
    extra: {
      ...(profile_arn === null ? {} : { profile_arn }),
      ...(region === null ? {} : { region }),
    },
  });
}

/** A value of the CLI's table: JSON, as text or already parsed. */
function parsed(value: unknown): Json {
  if (typeof value !== "string") return objectOf(value);
  try {
    return objectOf(JSON.parse(value));
  } catch {
    return {};
  }
}
