import type { Limit } from "../../src/contract/limit.ts";
import { instantOf, isObject, type Json, listOf, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report, VendorAnswer } from "./provider.ts";
import { instantIn, reportOf, unknownKeys, vendorNow } from "./report.ts";
import { readRows, together, unreadable } from "./rows.ts";
import { HOUR_SECONDS, SESSION_SECONDS, WEEK_SECONDS } from "./windows.ts";

const ENVELOPE = ["response", "groups", "description"];
const GROUP = ["displayName", "description", "buckets"];
const BUCKET = [
  "bucketId",
  "displayName",
  "description",
  "window",
  "remainingFraction",
  "remaining",
  "resetTime",
  "disabled",
];

/** Groups of models: both windows of a group gate it, and any open group will do. */
export function readSummary(body: Json, now: number): Report {
  const wrapped = isObject(body["response"]);
  const root = wrapped ? objectOf(body["response"]) : body;
  const path = wrapped ? "response.groups" : "groups";
  const buckets = listOf(root["groups"])
    .filter(isObject)
    .map((group) =>
      readRows(group["buckets"], { path: `${path}.buckets`, known: BUCKET }, (bucket) => {
        if (bucket["disabled"] === true) return [];
        const limit = bucketIn(bucket, textOf(group["displayName"]), now);
        return limit && [limit];
      }),
    );
  return reportOf({
    default_scopes: ["pool:*"],
    ...together(
      { unknown_keys: unknownKeys(body, ENVELOPE) },
      wrapped ? { unknown_keys: unknownKeys(root, ENVELOPE, "response") } : {},
      readRows(root["groups"], { path, known: GROUP }, () => []),
      ...buckets,
    ),
  });
}

const POOLS: Readonly<Record<string, string>> = {
  gemini: "Gemini models",
  "3p": "Claude and GPT models",
};

function bucketIn(bucket: Json, group: string | null, now: number): Limit | null {
  const id = textOf(bucket["bucketId"]);
  if (id === null) return null;
  const [, pool = id, length = textOf(bucket["window"])] = /^(.+)-(5h|weekly)$/.exec(id) ?? [];
  const name = POOLS[pool] ?? group ?? pool;
  const told =
    length === "5h"
      ? { id: `session:pool:${pool}`, label: `${name}, 5 h`, window_seconds: SESSION_SECONDS }
      : length === "weekly"
        ? { id: `weekly:pool:${pool}`, label: `${name}, weekly`, window_seconds: WEEK_SECONDS }
        : { id: `limit:pool:${pool}`, label: name, window_seconds: null };
  return limitOf({ ...windowOf(bucket), ...told, scope: `pool:${pool}` }, now);
}

/** One row a model: whichever of its windows is the nearest to its end, so its length is not known. */
export function readModels(body: Json, now: number): Report {
  const models = body["models"];
  const rows = Object.entries(objectOf(models)).map(([model, row]) => {
    if (!isObject(row)) return unreadable;
    const unknown_keys = unknownKeys(row, ["displayName", "quotaInfo"], "models");
    const quota = row["quotaInfo"];
    // Some models have no quota of their own.
    if (quota === undefined || quota === null) return { unknown_keys };
    if (!isObject(quota)) return unreadable;
    const limit = limitOf(
      {
        ...windowOf(quota),
        id: `model:${model}`,
        label: textOf(row["displayName"]) ?? model,
        scope: `model:${model}`,
      },
      now,
    );
    const known = ["remainingFraction", "remaining", "resetTime"];
    return {
      limits: [limit],
      unknown_keys: [...unknown_keys, ...unknownKeys(quota, known, "models.quotaInfo")],
    };
  });
  return reportOf({
    default_scopes: ["model:*"],
    ...together(
      { unknown_keys: unknownKeys(body, ["models"]) },
      isObject(models) ? {} : unreadable,
      ...rows,
    ),
  });
}

/**
 * The use of a bucket. A missing fraction may be an exhausted bucket or one never touched: unknown. An
 * untouched one's reset moves along with the asking, so it has none.
 */
function windowOf(bucket: Json) {
  const left = fractionOf(bucket);
  const common = { kind: "window", unit: "percent" } as const;
  if (left === null) return { ...common, cap: "unknown" } as const;
  return {
    ...common,
    used_pct: 100 - left * 100,
    window_kind: "rolling",
    resets_at: left === 1 ? null : instantOf(bucket["resetTime"]),
    reset_trust: "upper_bound",
  } as const;
}

function fractionOf(bucket: Json): number | null {
  const remaining = objectOf(bucket["remaining"]);
  const fraction =
    numberOf(bucket["remainingFraction"]) ??
    numberOf(remaining["remainingFraction"]) ??
    (remaining["case"] === "remainingFraction" ? numberOf(remaining["value"]) : null);
  return fraction !== null && fraction >= 0 && fraction <= 1 ? fraction : null;
}

/**
 * What a refused request of work says: this one model is spent, and nothing about the others. Null
 * for any other answer.
 */
export function readExhausted(answer: VendorAnswer, now: number): Report | null {
  if (answer.status !== 429) return null;
  const details = listOf(objectOf(objectOf(answer.body)["error"])["details"]).map(objectOf);
  const info = details.find(({ reason }) => reason === "QUOTA_EXHAUSTED");
  const metadata = objectOf(info?.["metadata"]);
  const model = textOf(metadata["model"]);
  if (model === null) return null;
  const delay =
    durationSeconds(metadata["quotaResetDelay"]) ??
    durationSeconds(details.find((detail) => "retryDelay" in detail)?.["retryDelay"]);
  return reportOf({
    coverage: "partial",
    default_scopes: ["model:*"],
    limits: [
      limitOf(
        {
          id: `model:${model}`,
          label: model,
          kind: "window",
          scope: `model:${model}`,
          unit: "percent",
          used_pct: 100,
          window_kind: "rolling",
          resets_at:
            instantOf(metadata["quotaResetTimeStamp"]) ?? instantIn(delay, vendorNow(answer, now)),
          reset_trust: "upper_bound",
        },
        now,
      ),
    ],
  });
}

/** "4h24m11.25s" in seconds. */
function durationSeconds(value: unknown): number | null {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(textOf(value) ?? "-");
  if (!match) return null;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(hours) * HOUR_SECONDS + Number(minutes) * 60 + Number(seconds);
}
