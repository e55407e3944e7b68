import type { Limit } from "../../src/contract/limit.ts";
import { bearerGet, credentialOf } from "./credentialOf.ts";
import { instantOf, type Json, numberOf, objectOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { opencodeKey, opencodePlaces } from "./opencodeAuth.ts";
import type { Provider } from "./provider.ts";
import { failedReport, httpFailure, reportOf, unknownKeys } from "./report.ts";
import { readRow, together } from "./rows.ts";
import { SESSION_SECONDS, sessionLabel, WEEK_SECONDS } from "./windows.ts";

const ORIGIN = "https://opencode.ai";

type Shape = Pick<Limit, "id" | "label" | "window_kind" | "window_seconds" | "reset_trust">;

/** The windows by the vendor's names of them. They nest: any spent one blocks. */
const windows: Readonly<Record<string, Shape>> = {
  rolling: {
    id: "session",
    label: sessionLabel(SESSION_SECONDS),
    window_kind: "rolling",
    window_seconds: SESSION_SECONDS,
    // It moves with what is used.
    reset_trust: "upper_bound",
  },
  weekly: {
    id: "weekly",
    label: "Weekly",
    window_kind: "calendar",
    window_seconds: WEEK_SECONDS,
    reset_trust: "authoritative",
  },
  monthly: {
    id: "monthly",
    label: "Monthly",
    window_kind: "billing",
    window_seconds: null,
    reset_trust: "authoritative",
  },
};

/** OpenCode Go: one budget of money, told as shares of three windows. */
export const opencodeGo: Provider = {
  id: "opencode-go",
  name: "OpenCode Go",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: false,
  variables: ["OPENCODE_GO_API_KEY", "OPENCODE_API_KEY"],
  places: opencodePlaces,
  paste_hint: "An API key of OpenCode (sk-…)",

  readCredential(content) {
    // One key serves Zen and Go; it lies under the name that it was entered for.
    const key = opencodeKey(content, "opencode-go") ?? opencodeKey(content, "opencode");
    return key === null ? [] : [credentialOf(key)];
  },

  async fetch(credential, ask, now) {
    return opencodeGo.read(await ask(bearerGet(`${ORIGIN}/zen/go/v1/usage`, credential)), now());
  },

  read(answer, now) {
    const body = objectOf(answer.body);
    if (answer.status === 403 && objectOf(body["error"])["type"] === "EntitlementError") {
      return failedReport("unsupported", "no_go_plan", "This key belongs to no Go plan.");
    }
    const failure = httpFailure(answer, now);
    if (failure) return failure;
    const usage = objectOf(body["usage"]);
    const rows = together(
      { unknown_keys: unknownKeys(body, ["usage"]) },
      { unknown_keys: unknownKeys(usage, Object.keys(windows), "usage") },
      ...Object.entries(windows).map(([name, shape]) =>
        readRow(usage[name], { path: `usage.${name}`, known: WINDOW }, (row) => [
          windowOf(shape, row, now),
        ]),
      ),
    );
    const isRead = rows.limits.length > 0;
    return reportOf({
      plan: isRead ? { id: "go", label: "Go" } : null,
      ...rows,
    });
  },
};

const WINDOW = ["status", "percent", "resetsAt"];

function windowOf(shape: Shape, row: Json, now: number): Limit | null {
  const used_pct = numberOf(row["percent"]);
  if (used_pct === null) return null;
  // A rolling window of which nothing is used has not begun: its reset is now and five hours.
  const idle = shape.window_kind === "rolling" && used_pct === 0;
  return limitOf(
    {
      ...shape,
      kind: "window",
      unit: "percent",
      used_pct,
      resets_at: idle ? null : instantOf(row["resetsAt"]),
      ...(row["status"] === "rate-limited" && { depleted: true }),
    },
    now,
  );
}
