import { drifted } from "./drifted.ts";
import type { Usage } from "./usage.ts";
import type { VendorRoute, VendorShape } from "./vendorShape.ts";
import type { VendorFault } from "./vendorState.ts";

const DEFAULT_THROTTLE_SECONDS = 60;

/** What a fault answers before anything of the account is looked at; null if it does not. */
export function faultAnswer(
  fault: VendorFault | undefined,
  shape: VendorShape,
  now: number,
): Response | null {
  if (!fault) return null;
  switch (fault.kind) {
    case "401":
      return json(shape.unauthorized.body, now, shape.unauthorized);
    case "429": {
      const { retry_after } = fault;
      const seconds = Number(retry_after ?? DEFAULT_THROTTLE_SECONDS);
      const until = Number.isNaN(seconds) ? Date.parse(String(retry_after)) : now + seconds * 1000;
      const { status, body, headers } = shape.throttled(Number.isNaN(until) ? now : until);
      return json(body, now, {
        status,
        headers: {
          ...headers,
          ...(retry_after !== undefined && { "Retry-After": String(retry_after) }),
        },
      });
    }
    case "500":
      return json({ error: { message: "Something went wrong." } }, now, { status: 500 });
    case "html_403":
      return text("<!doctype html><title>Just a moment</title>", now, "text/html", 403);
    case "timeout":
    case "truncated":
    case "no_limits":
    case "moving_resets":
    case "bogus_100":
    case "drift":
      return null;
  }
}

export function usageAnswer(
  route: VendorRoute,
  usage: Usage,
  fault: VendorFault | undefined,
  now: number,
): Response {
  const refusal = route.refuses?.(usage);
  if (refusal) return json(refusal.body, now, refusal);
  if (fault?.kind === "no_limits") return json(route.empty, now);
  const body = route.body(usage);
  if (fault?.kind === "drift") return json(drifted(body), now);
  const whole = JSON.stringify(body);
  return text(
    fault?.kind === "truncated" ? whole.slice(0, whole.length / 2) : whole,
    now,
    "application/json",
  );
}

export const json = (
  body: unknown,
  now: number,
  more: { status?: number; headers?: Readonly<Record<string, string>> } = {},
) => text(JSON.stringify(body), now, "application/json", more.status, more.headers);

const text = (
  body: string,
  now: number,
  type: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
) =>
  new Response(body, {
    status,
    headers: { "Content-Type": type, Date: new Date(now).toUTCString(), ...headers },
  });
