import { limitOf } from "../server/providers/limitOf.ts";
import { credentialOf } from "../server/providers/credentialOf.ts";
import type { Provider, Report } from "../server/providers/provider.ts";
import { failedReport, reportOf } from "../server/providers/report.ts";
import { toInstant } from "../src/contract/instant.ts";
import type { ProviderId } from "../src/contract/snapshot.ts";

const HOUR = 3600;

/** What becomes of a token, by how it begins; `now` in milliseconds since 1970. */
const fates: Readonly<Record<string, (now: number) => Report | Promise<Report>>> = {
  ok: (now) => windows(20, 40, now),
  tight: (now) => windows(20, 91, now),
  spent: (now) => windows(20, 100, now),
  rejected: () =>
    failedReport("auth_required", "http_401", "The vendor does not accept this sign-in."),
  keyless: () => failedReport("unsupported", "api_key", "An API key has no usage to read."),
  down: () => failedReport("error", "http_503", "HTTP 503."),
  paused: () =>
    failedReport("rate_limited", "usage_rate_limited", "The usage endpoint asks to wait."),
  empty: () => reportOf({ limits: [] }),
  silent: () => new Promise<Report>(() => {}),
};

/**
 * A provider without a vendor: its tokens say by themselves what becomes of them ("ok-1",
 * "spent-2"), so that a world with accounts needs nothing else.
 */
export const plainProvider = (
  id: ProviderId,
  name: string,
  more: Partial<Provider> = {},
): Provider => ({
  id,
  name,
  origin: `https://${id}.example`,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: false,
  variables: [],
  places: [],
  paste_hint: "A token (tok-…)",
  readCredential: (content) => (typeof content === "string" ? [credentialOf(content)] : []),
  fetch: async ({ token }, _, now) => {
    const fate = fates[/^[a-z]+/.exec(token)?.[0] ?? ""];
    return fate ? fate(now()) : failedReport("error", "unknown_token", "No such token.");
  },
  read: () => reportOf({ limits: [] }),
  ...more,
});

function windows(session: number, weekly: number, now: number): Report {
  const inHours = (hours: number) => toInstant(now + hours * HOUR * 1000);
  const told = { kind: "window", unit: "percent", window_kind: "rolling" } as const;
  return reportOf({
    plan: { id: "max", label: "Max" },
    limits: [
      limitOf(
        {
          ...told,
          id: "session",
          label: "Session (5 h)",
          used_pct: session,
          window_seconds: 5 * HOUR,
          resets_at: inHours(2),
        },
        now,
      ),
      limitOf(
        {
          ...told,
          id: "weekly",
          label: "Weekly (7 d)",
          used_pct: weekly,
          window_seconds: 168 * HOUR,
          resets_at: inHours(3),
        },
        now,
      ),
    ],
  });
}
