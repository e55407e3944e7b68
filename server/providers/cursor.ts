import { CURSOR_KEYS, cursorCredential, cursorToken } from "./cursorToken.ts";
import { withSides } from "./cursorSides.ts";
import { readCursor } from "./cursorUsage.ts";
import { answerOrNull, firstReport } from "./fallback.ts";
import type { Ask, Credential, Place, Provider, Report, VendorRequest } from "./provider.ts";

const WEB = "https://cursor.com";
const API = "https://api2.cursor.sh";

const place = (platform: NonNullable<Place["platform"]>, folder: string): Place => ({
  id: `cursor-${platform}`,
  tool: "Cursor",
  path: `${folder}/Cursor/User/globalStorage/state.vscdb`,
  format: {
    kind: "sqlite",
    table: "ItemTable",
    key_column: "key",
    value_column: "value",
    keys: Object.values(CURSOR_KEYS),
  },
  platform,
});

/** Cursor: the plan of the billing month, then what is paid on demand. */
export const cursor: Provider = {
  id: "cursor",
  name: "Cursor",
  origin: WEB,
  other_origins: [API],
  poll_seconds: 300,
  poses_as_client: true,
  variables: [],
  places: [
    place("linux", "~/.config"),
    place("darwin", "~/Library/Application Support"),
    place("win32", "$APPDATA"),
  ],
  paste_hint: "The cookie WorkosCursorSessionToken of cursor.com, or the app's access token (eyJ…)",
  readCredential: cursorCredential,
  fetch,
  read: readCursor,
};

async function fetch(credential: Credential, ask: Ask, now: () => number): Promise<Report> {
  const { jwt, user } = cursorToken(credential.token);
  const way = (request: VendorRequest) => async () => readCursor(await ask(request), now());
  const byToken = way(currentPeriod(jwt));
  if (user === null) return withPlan(await byToken(), credential);
  const web = asWebPage(user, jwt);
  const report = await firstReport(
    [
      async () => {
        const summary = await way(web("GET", "/api/usage-summary"))();
        if (summary.limits.length === 0 && summary.status !== "partial") return summary;
        const sides = await Promise.all([
          answerOrNull(ask, web("GET", `/api/usage?user=${user}`)),
          answerOrNull(ask, web("POST", "/api/dashboard/get-sand-usage-status")),
        ]);
        return withSides(
          summary,
          sides.flatMap((answer) => (answer ? [readCursor(answer, now())] : [])),
        );
      },
      byToken,
    ],
    ({ status }) => status === "ok" || status === "rate_limited",
  );
  return withPlan(report, credential);
}

const withPlan = (report: Report, { plan }: Credential): Report => ({
  ...report,
  plan: report.plan ?? plan,
});

const asWebPage =
  (user: string, jwt: string) =>
  (method: "GET" | "POST", path: string): VendorRequest => ({
    method,
    url: `${WEB}${path}`,
    headers: {
      Cookie: `WorkosCursorSessionToken=${user}%3A%3A${jwt}`,
      Accept: "application/json",
      ...(method === "POST" ? { Origin: WEB, "Content-Type": "application/json" } : {}),
    },
    ...(method === "POST" ? { body: "{}" } : {}),
  });

const currentPeriod = (jwt: string): VendorRequest => ({
  method: "POST",
  url: `${API}/aiserver.v1.DashboardService/GetCurrentPeriodUsage`,
  headers: {
    Authorization: `Bearer ${jwt}`,
    "Connect-Protocol-Version": "1",
    "Content-Type": "application/json",
    Accept: "application/json",
  },
  body: "{}",
});
