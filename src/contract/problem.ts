import * as z from "zod/mini";
import { Advice } from "./advice.ts";
import { Instant } from "./instant.ts";
import { errorOfReason, Refusal } from "./refusal.ts";

/** Errors that are not refusals: the request, the caller or the server is at fault, no limit is. */
export const statusOfFault = {
  invalid_request: 400,
  bad_json: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  internal_error: 500,
  launch_failed: 500,
} as const;
export type Fault = keyof typeof statusOfFault;
const faults = Object.keys(statusOfFault) as [Fault, ...Fault[]];

/** A problem's media type (RFC 9457). */
export const PROBLEM_JSON = "application/problem+json";

const standard = {
  /** `urn:leeway:error:<error>`; stable, not a page. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  correlation_id: z.string(),
};

/** One rejected part of a request: a body member as a dotted path, a query parameter or a header. */
export const BadField = z.object({ field: z.string(), message: z.string() });
export type BadField = z.infer<typeof BadField>;

export const FaultProblem = z.object({
  ...standard,
  error: z.enum(faults),
  fields: z.optional(z.array(BadField)),
});
export type FaultProblem = z.infer<typeof FaultProblem>;

/** The binding refusal's members lie flat beside the standard ones. */
export const RefusalProblem = z.intersection(
  z.object({
    ...standard,
    error: z.enum(Object.values(errorOfReason)),
    /** Every reason that binds, the headline first. */
    reasons: z.array(Refusal),
    advice: z.array(Advice),
    /** The latest moment any of them waits for; null if one needs an act instead. */
    retry_at: z.nullable(Instant),
  }),
  Refusal,
);
export type RefusalProblem = z.infer<typeof RefusalProblem>;
