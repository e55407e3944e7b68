import type { VendorShape } from "./vendorShape.ts";

/** Errors as all of Google's APIs tell them. */
export const googleRefusals: Pick<VendorShape, "unauthorized" | "throttled"> = {
  unauthorized: {
    status: 401,
    body: { error: { code: 401, message: "Invalid credentials.", status: "UNAUTHENTICATED" } },
  },
  throttled: () => ({
    status: 429,
    body: { error: { code: 429, message: "Too many requests.", status: "RESOURCE_EXHAUSTED" } },
  }),
};
