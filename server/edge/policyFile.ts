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
    // The engine may quote several lines of the file.
    const why = message.replaceAll(/\s+/g, " ");
    throw new PolicyFileError(`${path}:${lineOf(text, message)}: not JSON: ${why}`);
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

/**
 * People count lines, the engine positions; of a token that fits nowhere it names not even that. Such
 * a one is in the first line that the text is broken with.
 */
function lineOf(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split("\n").length;
  const lines = text.split("\n");
  const broken = lines.findIndex((_, index) => hasMisfit(lines.slice(0, index + 1).join("\n")));
  return broken === -1 ? lines.length : broken + 1;
}

/** True if a token fits nowhere; a text that only breaks off has none. */
function hasMisfit(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("Unexpected token");
  }
}
