import { ProviderId } from "../src/contract/snapshot.ts";
import { instantOf } from "./vendor/usage.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";
import type { Vendor } from "./vendor.ts";

/** Bad input; the message names it. */
class AdminError extends Error {}

/**
 * The vendor with a door for demos and end-to-end tests:
 *
 * - `PUT /_/accounts/<provider>/<token>` with a VendorState
 * - `PUT /_/faults/<token>` with a VendorFault, or null
 * - `GET /_/seen/<provider>`
 * - `POST /_/reset`
 *
 * Tokens are URL-encoded. Bad input is answered 400 `{ error }` and changes nothing.
 */
export const withAdmin =
  (vendor: Vendor) =>
  async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (!path.startsWith("/_/")) return vendor.fetch(request);
    try {
      const words = path.slice("/_/".length).split("/").map(decoded);
      return await administer(vendor, request, words);
    } catch (error) {
      if (!(error instanceof AdminError)) throw error;
      return Response.json({ error: error.message }, { status: 400 });
    }
  };

async function administer(
  vendor: Vendor,
  request: Request,
  [what = "", ...words]: readonly string[],
): Promise<Response> {
  const done = () => new Response(null, { status: 204 });
  const [first = "", second = ""] = words;
  switch (`${request.method} ${what} ${words.length}`) {
    case "PUT accounts 2": {
      const provider = providerOf(first);
      vendor.set(provider, tokenOf(second), stateOf(await jsonOf(request)));
      return done();
    }
    case "PUT faults 1": {
      const body = await jsonOf(request);
      vendor.fault(tokenOf(first), body === null ? null : faultOf(body));
      return done();
    }
    case "GET seen 1":
      return Response.json(vendor.seen(providerOf(first)));
    case "POST reset 0":
      vendor.reset();
      return done();
    default:
      return Response.json(
        { error: `No ${request.method} ${new URL(request.url).pathname} here` },
        { status: 404 },
      );
  }
}

type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isShare: Check = (value) => isNumber(value) && Number(value) >= 0;
const isReset: Check = (value) => {
  if (!isNumber(value) && !isText(value)) return false;
  try {
    instantOf(value as string | number, 0);
    return true;
  } catch {
    return false;
  }
};

const stateChecks: Record<keyof VendorState, Check> = {
  session_pct: isShare,
  weekly_pct: isShare,
  monthly_pct: isShare,
  model_weekly: (value) => isObject(value) && Object.values(value).every(isShare),
  balance: isNumber,
  plan: isText,
  overage: isFlag,
  session_resets_at: isReset,
  weekly_resets_at: isReset,
  monthly_resets_at: isReset,
  slow_ms: isShare,
};

const faultKinds: Record<VendorFault["kind"], true> = {
  "429": true,
  "401": true,
  html_403: true,
  timeout: true,
  truncated: true,
  "500": true,
  no_limits: true,
  moving_resets: true,
  bogus_100: true,
  drift: true,
};

const stateOf = (body: unknown) => checked(body, stateChecks) as VendorState;

function faultOf(body: unknown): VendorFault {
  const fault = checked(body, {
    kind: (kind) => typeof kind === "string" && Object.hasOwn(faultKinds, kind),
    retry_after: (value) => isShare(value) || isText(value),
  });
  if (fault.kind === undefined) throw new AdminError("kind is missing");
  if (fault.retry_after !== undefined && fault.kind !== "429") {
    throw new AdminError("retry_after belongs to kind 429 only");
  }
  return fault as unknown as VendorFault;
}

function checked<Name extends string>(body: unknown, checks: Record<Name, Check>) {
  if (!isObject(body)) throw new AdminError("The body is no JSON object");
  for (const [name, value] of Object.entries(body)) {
    const check = Object.hasOwn(checks, name) ? checks[name as Name] : null;
    if (!check) throw new AdminError(`${name} is not known`);
    if (!check(value)) throw new AdminError(`${name} cannot be ${JSON.stringify(value)}`);
  }
  return body as Partial<Record<Name, unknown>>;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new AdminError("The body is no JSON");
  }
}

function providerOf(name: string): ProviderId {
  const provider = ProviderId.safeParse(name).data;
  if (!provider) throw new AdminError(`No provider "${name}"`);
  return provider;
}

function tokenOf(token: string): string {
  if (token === "") throw new AdminError("The token is missing");
  return token;
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    throw new AdminError(`"${word}" is not URL-encoded`);
  }
}
