import type { Report } from "./provider.ts";

/** The failure; where it is a refused sign-in, with what to do about it. */
export const withRemedy = (failure: Report, remedy: string): Report =>
  failure.status === "auth_required" && failure.error
    ? { ...failure, error: { ...failure.error, message: remedy } }
    : failure;
