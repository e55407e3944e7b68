import { readFileSync } from "node:fs";
import { Policy } from "../admission/policy.ts";

/** The policy file cannot be used; the message says where and why, a line for each fault. */
export class PolicyFileError extends Error {
  override readonly name = "PolicyFileError";
}

/**
 * Reads and checks the policy file. Null if there is none and none was asked for.
 *
 * @throws {PolicyFileError}
 */
export function readPolicyFile(path: string, required: boolean): Policy | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (missing && !required) return null;
    throw new PolicyFileError(
      `LEEWAY_POLICY: ${path} ${missing ? "does not exist" : `cannot be read: ${String(error)}`}`,
    );
  }
  return parsePolicy(text, path);
}

function parsePolicy(text: string, path: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new PolicyFileError(`${path}${lineOf(text, message)}: not JSON: ${message}`);
  }
  const parsed = Policy.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => {
    const where = issue.path.join(".");
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => `${where ? `${where}.` : ""}${key}: is not a known setting`)
      : [`${where || "the whole file"}: ${issue.message}`];
  });
  throw new PolicyFileError(faults.map((fault) => `${path}: ${fault}`).join("\n"));
}

/** The engine's message names a position; people count lines. */
function lineOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? "" : `:${text.slice(0, Number(position)).split("\n").length}`;
}
