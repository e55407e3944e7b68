import { credentialOf } from "./credentialOf.ts";
import { firstReport } from "./fallback.ts";
import { isObject, type Json, numberOf, objectOf, textOf } from "./lenient.ts";
import { planOf } from "./planOf.ts";
import type { Credential, Provider, Report, VendorAnswer } from "./provider.ts";
import { failedReport, httpFailure, reportOf, unknownKeys } from "./report.ts";
import { readRows, together } from "./rows.ts";
import { zaiLimit, zaiRowKeys } from "./zaiRow.ts";

const ORIGIN = "https://api.z.ai";
const CHINA = "https://open.bigmodel.cn";

/** z.ai's GLM Coding Plan. A key belongs to one region and is sent to no other. */
export const zai: Provider = {
  id: "zai",
  name: "z.ai",
  origin: ORIGIN,
  other_origins: [CHINA],
  poll_seconds: 120,
  poses_as_client: false,
  // Those of the Chinese platform are left out: a variable does not say the region, and a key that
  // went to the other region's host would be given away.
  variables: ["Z_AI_API_KEY", "ZAI_API_KEY", "GLM_API_KEY"],
  places: [{ id: "zai", tool: "z.ai", path: "~/.config/zai/key.json", format: { kind: "json" } }],
  paste_hint: "An API key of the GLM Coding Plan",
  readCredential,
  fetch: (credential, ask, now) => {
    const way = (authorization: string) => async () =>
      read(
        await ask({
          method: "GET",
          url: usageUrl(credential),
          headers: {
            Authorization: authorization,
            Accept: "application/json",
            ...teamHeaders(credential),
          },
        }),
        now(),
      );
    return firstReport(
      [way(`Bearer ${credential.token}`), way(credential.token)],
      ({ status }) => status !== "auth_required",
    );
  },
  read,
};

function readCredential(content: unknown): Credential[] {
  const file = objectOf(content);
  const token =
    textOf(file["api_key"]) ??
    textOf(file["apiKey"]) ??
    textOf(file["key"]) ??
    textOf(file["token"]);
  if (token === null) return [];
  const extra = Object.fromEntries(
    ["region", "organization", "project"].flatMap((name) => {
      const text = textOf(file[name]);
      return text === null ? [] : [[name, text]];
    }),
  );
  return [credentialOf(token, { extra })];
}

function usageUrl({ extra }: Credential): string {
  const origin = extra["region"] === "cn" ? CHINA : ORIGIN;
  const url = `${origin}/api/monitor/usage/quota/limit`;
  return extra["organization"] || extra["project"] ? `${url}?type=2` : url;
}

const teamHeaders = ({ extra: { organization, project } }: Credential) => ({
  ...(organization ? { "Bigmodel-Organization": organization } : {}),
  ...(project ? { "Bigmodel-Project": project } : {}),
});

function read(answer: VendorAnswer, now: number): Report {
  const failure = httpFailure(answer, now) ?? refusal(objectOf(answer.body));
  if (failure) return failure;
  const body = objectOf(answer.body);
  const data = objectOf(body["data"]);
  const rows = readRows(
    data["limits"],
    { path: "data.limits", known: zaiRowKeys },
    (row, index) => {
      const limit = zaiLimit(row, index, now);
      return limit && [limit];
    },
  );
  const report = reportOf({
    plan: planOf(data["planName"]) ?? planOf(data["level"]),
    ...together(
      { unknown_keys: unknownKeys(body, ["code", "msg", "success", "data"]) },
      { unknown_keys: unknownKeys(data, ["planName", "level", "limits"], "data") },
      rows,
    ),
  });
  if (report.limits.length > 0 || (isObject(body["data"]) && data["limits"] !== undefined)) {
    return report;
  }
  return {
    ...report,
    status: "partial",
    error: {
      code: "no_plan_seen",
      message:
        "No limits in the answer. A team key needs its organisation and project; without a coding plan there are none.",
    },
  };
}

const AUTH_CODES = new Set([401, 1000, 1001, 1002, 1003, 1004]);
const RATE_CODES = new Set([429, 1302, 1303, 1305]);

/** A refusal comes with HTTP 200; its text is not passed on. */
function refusal(body: Json): Report | null {
  const code = numberOf(body["code"]);
  if (body["success"] !== false && (code === null || code === 200)) return null;
  const name = code === null ? "refused" : `code_${code}`;
  if (code !== null && AUTH_CODES.has(code)) {
    return failedReport("auth_required", name, "z.ai does not accept this key. Check its region.");
  }
  if (code !== null && RATE_CODES.has(code)) {
    return failedReport("rate_limited", name, "z.ai asks to wait.");
  }
  return failedReport("error", name, "z.ai could not say the usage.");
}
