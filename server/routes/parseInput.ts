import type * as z from "zod/mini";
import { IDEMPOTENCY_KEY_HEADER } from "../../src/contract/api.ts";
import type { Endpoint } from "../../src/contract/endpoint.ts";
import type { BadField } from "../../src/contract/problem.ts";
import { RequestFault } from "../admission/requestFault.ts";

/** The request's parts as they came. */
export interface RawInput {
  params: Record<string, string>;
  /** Each value of each parameter. */
  query: Record<string, string[]>;
  idempotencyKey: string | undefined;
  readBody: () => Promise<string>;
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Parses everything an endpoint takes, and names everything that is wrong with it.
 *
 * @throws {RequestFault} invalid_request or bad_json
 */
export async function parseInput(endpoint: Endpoint, raw: RawInput): Promise<object> {
  const bad: BadField[] = [];
  const parse = (schema: z.ZodMiniType, value: unknown, whole: string) => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) bad.push(...badFields(parsed.error.issues, whole));
    return parsed.data;
  };
  const query = Object.fromEntries(
    Object.entries(raw.query).map(([name, values]) => [
      name,
      values.length > 1 ? values : values[0],
    ]),
  );
  const input = {
    ...(endpoint.params ? { params: parse(endpoint.params, raw.params, "path") } : {}),
    ...(endpoint.query ? { query: parse(endpoint.query, query, "query") } : {}),
    ...(endpoint.body
      ? { body: parse(endpoint.body, parseJson(await raw.readBody()), "body") }
      : {}),
    ...(endpoint.idempotent ? { idempotencyKey: parseKey(raw.idempotencyKey, bad) } : {}),
  };
  if (bad.length > 0) throw invalidRequest(bad);
  return input;
}

/**
 * Parses a value that came by another way than a request's.
 *
 * @throws {RequestFault} invalid_request
 */
export function parseValue<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  whole: string,
): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidRequest(badFields(parsed.error.issues, whole));
  return parsed.data;
}

function invalidRequest(bad: BadField[]): RequestFault {
  const names = [...new Set(bad.map(({ field }) => field))].join(", ");
  return new RequestFault("invalid_request", `Check these fields: ${names}.`, bad);
}

/** @throws {RequestFault} bad_json */
export function parseJson(text: string, whole = "body"): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = text === "" ? "it is empty" : placeOf(error);
    throw new RequestFault("bad_json", `The ${whole} must be JSON: ${why}.`);
  }
}

/** Where only: the engine's own words quote what is there, and that may be a credential. */
function placeOf(error: unknown): string {
  const position = /at position \d+/.exec(error instanceof Error ? error.message : "")?.[0];
  return position ? `it breaks ${position}` : "it does not parse";
}

function parseKey(key: string | undefined, bad: BadField[]): string | null {
  if (key === undefined) return null;
  if (!IDEMPOTENCY_KEY.test(key)) {
    const message = "must be 1 to 255 printable ASCII characters without blanks";
    bad.push({ field: IDEMPOTENCY_KEY_HEADER, message });
  }
  return key;
}

/** `whole` names the part itself, for issues that concern no single member. */
function badFields(issues: readonly z.core.$ZodIssue[], whole: string): BadField[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        field: [...path, key].join("."),
        message: "is not a known field",
      }));
    }
    return [{ field: path.join(".") || whole, message: issue.message }];
  });
}
