import { isoSeconds, remainingFraction } from "./figures.ts";
import { googleRefusals } from "./googleRefusals.ts";
import type { Meter, Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

/** A fraction that remains of each bucket: both bind within a group, either group will do. */
export const antigravity: VendorShape = {
  routes: [
    {
      method: "POST",
      path: "/v1internal:retrieveUserQuotaSummary",
      body: summaryOf,
      empty: { response: { groups: [] } },
    },
    {
      method: "POST",
      path: "/v1internal:fetchAvailableModels",
      body: modelsOf,
      empty: { models: {} },
    },
    {
      method: "POST",
      path: "/v1internal:loadCodeAssist",
      body: ({ plan }) => ({
        cloudaicompanionProject: "sample-project",
        currentTier: { id: plan ?? "standard-tier" },
      }),
      empty: {},
    },
  ],
  ...googleRefusals,
};

const pool = ({ models }: Usage) => models.find(({ name }) => name === "3p") ?? null;

function summaryOf(usage: Usage) {
  const { session, weekly } = usage;
  const third = pool(usage);
  return {
    response: {
      description: "The models of a group share its limits.",
      groups: [
        ...(session || weekly ? [groupOf("Gemini Models", "gemini", weekly, session)] : []),
        ...(third ? [groupOf("Claude and GPT models", "3p", third, null)] : []),
      ],
    },
  };
}

const groupOf = (
  displayName: string,
  prefix: string,
  weekly: Meter | null,
  session: Meter | null,
) => ({
  displayName,
  buckets: [
    ...(weekly ? [bucketOf(`${prefix}-weekly`, "Weekly Limit", weekly)] : []),
    ...(session ? [bucketOf(`${prefix}-5h`, "Five Hour Limit", session)] : []),
  ],
});

const bucketOf = (bucketId: string, displayName: string, meter: Meter) => ({
  bucketId,
  displayName,
  remaining: { remainingFraction: remainingFraction(meter) },
  resetTime: isoSeconds(meter.resets_at),
});

/** Each model shows its tightest bucket only. */
function modelsOf(usage: Usage) {
  const { session, weekly } = usage;
  const [tightest] = [session, weekly]
    .filter((meter) => meter !== null)
    .toSorted((a, b) => b.used_pct - a.used_pct);
  const third = pool(usage);
  const model = (displayName: string, meter: Meter) => ({
    displayName,
    quotaInfo: {
      remainingFraction: remainingFraction(meter),
      resetTime: isoSeconds(meter.resets_at),
    },
  });
  return {
    models: {
      ...(tightest && { "gemini-3-flash": model("Gemini 3 Flash", tightest) }),
      ...(third && { "claude-sonnet-4": model("Claude Sonnet 4", third) }),
    },
  };
}
