import { hundredths, isoMillis } from "./figures.ts";
import type { Meter } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

/** Percent used of three windows. */
export const opencodeGo: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/zen/go/v1/usage",
      body: ({ session, weekly, monthly }) => ({
        usage: {
          ...(session && { rolling: windowOf(session) }),
          ...(weekly && { weekly: windowOf(weekly) }),
          ...(monthly && { monthly: windowOf(monthly) }),
        },
      }),
      empty: { usage: {} },
    },
  ],
  unauthorized: { status: 401, body: { error: { type: "AuthError", message: "Unknown key" } } },
  throttled: () => ({
    status: 429,
    body: { error: { type: "RateLimitError", message: "Too many requests" } },
  }),
};

const windowOf = ({ used_pct, resets_at }: Meter) => ({
  status: "ok",
  percent: hundredths(used_pct),
  resetsAt: isoMillis(resets_at),
});
