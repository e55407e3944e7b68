import { instantOf } from "./usage.ts";
import type { VendorFault, VendorState } from "./vendorState.ts";

/** Bad input; the message names it. */
export class InputError extends Error {
  override readonly name = "InputError";
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

/** @throws {InputError} */
export const stateOf = (body: unknown) => checked(body, stateChecks) as VendorState;

/** @throws {InputError} */
export function faultOf(body: unknown): VendorFault {
  const fault = checked(body, {
    kind: (kind) => typeof kind === "string" && Object.hasOwn(faultKinds, kind),
    retry_after: (value) => isShare(value) || isText(value),
  });
  if (fault.kind === undefined) throw new InputError("kind is missing");
  if (fault.retry_after !== undefined && fault.kind !== "429") {
    throw new InputError("retry_after belongs to kind 429 only");
  }
  return fault as unknown as VendorFault;
}

function checked<Name extends string>(body: unknown, checks: Record<Name, Check>) {
  if (!isObject(body)) throw new InputError("The body is no JSON object");
  for (const [name, value] of Object.entries(body)) {
    const check = Object.hasOwn(checks, name) ? checks[name as Name] : null;
    if (!check) throw new InputError(`${name} is not known`);
    if (!check(value)) throw new InputError(`${name} cannot be ${JSON.stringify(value)}`);
  }
  return body as Partial<Record<Name, unknown>>;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
