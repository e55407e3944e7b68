import type { Limit } from "../../src/contract/limit.ts";
import { bearerGet } from "./credentialOf.ts";
import { firstReport } from "./fallback.ts";
import { isObject, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { minimaxRow, minimaxRowKeys } from "./minimaxRow.ts";
import { planOf } from "./planOf.ts";
import type { Provider, Report, VendorAnswer } from "./provider.ts";
import { failedReport, httpFailure, reportOf, unknownKeys } from "./report.ts";
import { readRows, together } from "./rows.ts";

interface Region {
  token_plan: string;
  coding_plan: readonly [string, string];
}

const GLOBAL: Region = {
  token_plan: "https://api.minimax.io",
  coding_plan: ["https://www.minimax.io", "https://platform.minimax.io"],
};
const CHINA: Region = {
  token_plan: "https://api.minimaxi.com",
  coding_plan: ["https://www.minimaxi.com", "https://platform.minimaxi.com"],
};

/** MiniMax's Token Plan, and the Coding Plan before it. A key belongs to one region and is sent to no other. */
export const minimax: Provider = {
  id: "minimax",
  name: "MiniMax",
  origin: GLOBAL.token_plan,
  other_origins: [...GLOBAL.coding_plan, CHINA.token_plan, ...CHINA.coding_plan],
  poll_seconds: 120,
  poses_as_client: false,
  variables: ["MINIMAX_CODING_API_KEY", "MINIMAX_API_KEY"],
  places: [],
  paste_hint: "A subscription key (sk-cp-…)",
  readCredential: () => [],
  fetch: (credential, ask, now) => {
    const { token_plan, coding_plan } = credential.extra["region"] === "cn" ? CHINA : GLOBAL;
    const way = (url: string) => async () => read(await ask(bearerGet(url, credential)), now());
    return firstReport(
      [
        way(`${token_plan}/v1/token_plan/remains`),
        ...coding_plan.map((origin) => way(`${origin}/v1/api/openplatform/coding_plan/remains`)),
      ],
      ({ status }) => ["ok", "rate_limited", "auth_required"].includes(status),
    );
  },
  read,
};

const ROOT = ["base_resp", "data", "model_remains", "current_subscribe_title", "points_balance"];

function read(answer: VendorAnswer, now: number): Report {
  const failure = httpFailure(answer, now);
  if (failure) return failure;
  const body = objectOf(answer.body);
  const inner = objectOf(body["data"]);
  const refused = refusal(body) ?? refusal(inner);
  if (refused) return refused;
  const wrapped = isObject(body["data"]);
  const root = wrapped ? { ...body, ...inner } : body;
  const names = (Array.isArray(root["model_remains"]) ? root["model_remains"] : []).map(
    (row: unknown) => textOf(objectOf(row)["model_name"]),
  );
  const coding = names.find((name) => name === "general") ?? names.find(isCodingModel) ?? null;
  const path = wrapped ? "data.model_remains" : "model_remains";
  const rows = readRows(root["model_remains"], { path, known: minimaxRowKeys }, (row, index) => {
    const name = textOf(row["model_name"]);
    if (name === null) return null;
    if (name === coding)
      return names.indexOf(name) === index ? minimaxRow(row, "account", now) : null;
    return minimaxRow(row, isCodingModel(name) ? `model:${name}` : `feature:${name}`, now);
  });
  return reportOf({
    plan: planOf(root["current_subscribe_title"]),
    ...together(
      { unknown_keys: unknownKeys(body, ROOT) },
      { unknown_keys: unknownKeys(inner, ROOT, "data") },
      rows,
      { limits: pointsOf(root["points_balance"], now) },
    ),
  });
}

const isCodingModel = (name: string | null) => name !== null && /^minimax-m/i.test(name);

/** Points pay for what the plan does not; they are no measure of it. */
function pointsOf(balance: unknown, now: number): Limit[] {
  const remaining = numberOf(balance);
  if (remaining === null) return [];
  return [
    limitOf(
      { id: "points", label: "Points", kind: "balance", unit: "points", remaining, gates: false },
      now,
    ),
  ];
}

const AUTH_CODES = new Set([1001, 1004, 2049]);
const RATE_CODE = 1002;

/** A refusal comes with HTTP 200; its text is not passed on. */
function refusal(root: Readonly<Record<string, unknown>>): Report | null {
  const told = objectOf(root["base_resp"])["status_code"];
  const code = numberOf(told);
  if (code === null || code === 0) return null;
  const name = `status_${code}`;
  if (AUTH_CODES.has(code)) {
    return failedReport(
      "auth_required",
      name,
      "MiniMax does not accept this key, or it has no active plan. Check its region.",
    );
  }
  return code === RATE_CODE
    ? failedReport("rate_limited", name, "MiniMax asks to wait.")
    : failedReport("error", name, "MiniMax could not say the usage.");
}
