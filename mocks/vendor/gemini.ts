import { isoSeconds, remainingFraction } from "./figures.ts";
import { googleRefusals } from "./googleRefusals.ts";
import type { Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const MODELS = ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite"];

/** A fraction that remains of each model's day. */
export const gemini: VendorShape = {
  session_seconds: 86_400,
  models_in: "session",
  routes: [
    {
      method: "POST",
      path: "/v1internal:retrieveUserQuota",
      body: quotaOf,
      empty: { buckets: [] },
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

/** Models that are named, else all of them with the share of the day. */
function quotaOf({ session, models }: Usage) {
  const rows =
    models.length > 0 ? models : session ? MODELS.map((name) => ({ name, ...session })) : [];
  return {
    buckets: rows.map((row) => ({
      modelId: row.name,
      tokenType: "REQUESTS",
      remainingFraction: remainingFraction(row),
      resetTime: isoSeconds(row.resets_at),
    })),
  };
}
