import { bearerGet, credentialOf } from "./credentialOf.ts";
import { readUsages } from "./kimiUsages.ts";
import { readStats } from "./kimiStats.ts";
import { instantOf, objectOf, textOf } from "./lenient.ts";
import type { Credential, Provider, Report, VendorAnswer } from "./provider.ts";
import { httpFailure } from "./report.ts";

const ORIGIN = "https://api.kimi.com";
const CLI = "kimi_code_cli";

/** Kimi Code, by an API key or by the sign-in of its command line. */
export const kimi: Provider = {
  id: "kimi",
  name: "Kimi Code",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 120,
  poses_as_client: false,
  variables: ["KIMI_CODE_API_KEY"],
  places: [
    {
      id: "kimi-code",
      tool: "Kimi Code",
      path: "~/.kimi-code/credentials/kimi-code.json",
      format: { kind: "json" },
    },
  ],
  paste_hint: "An API key of Kimi Code (sk-kimi-…)",
  readCredential,
  fetch: async (credential, ask, now) => {
    const { platform, device_id } = credential.extra;
    const request = bearerGet(`${ORIGIN}/coding/v1/usages`, credential, {
      // The command line's token is answered as the command line's.
      ...(platform ? { "X-Msh-Platform": platform } : {}),
      ...(device_id ? { "X-Msh-Device-Id": device_id } : {}),
    });
    return read(await ask(request), now());
  },
  read,
};

function readCredential(content: unknown): Credential[] {
  const file = objectOf(content);
  const token = textOf(file["access_token"]);
  if (token === null) return [];
  const device_id = textOf(file["device_id"]);
  return [
    credentialOf(token, {
      expires_at: instantOf(file["expires_at"]),
      extra: { platform: CLI, ...(device_id === null ? {} : { device_id }) },
    }),
  ];
}

const STATS = ["ratelimitCode5h", "ratelimitCode7d", "subscriptionBalance", "giftBalances"];

function read(answer: VendorAnswer, now: number): Report {
  const failure = httpFailure(answer, now);
  if (failure) return failure;
  return STATS.some((member) => member in objectOf(answer.body))
    ? readStats(objectOf(answer.body), now)
    : readUsages(answer, now);
}
