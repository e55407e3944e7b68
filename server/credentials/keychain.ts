import { execFile } from "node:child_process";
import { CredentialError } from "../providers/credentialError.ts";

/** Generic passwords of macOS, by service. */
export interface Keychain {
  /** Does not read the password, so nobody is asked for leave. */
  has(service: string): Promise<boolean>;
  /**
   * Null if there is none.
   *
   * @throws {CredentialError} if it is not given away, as when nobody answers the system's question
   */
  read(service: string): Promise<string | null>;
}

/** `errSecItemNotFound`, as an exit code. */
const NOT_FOUND = 44;

export function createKeychain(program = "/usr/bin/security", timeoutMs = 10_000): Keychain {
  /** Gives what it printed, or the exit code (null: none of its own). */
  const find = (...options: string[]) =>
    new Promise<string | { exit: number | null }>((resolve) => {
      execFile(
        program,
        ["find-generic-password", ...options],
        { timeout: timeoutMs, killSignal: "SIGKILL", encoding: "utf8" },
        (error, printed) =>
          resolve(error ? { exit: typeof error.code === "number" ? error.code : null } : printed),
      );
    });
  return {
    has: async (service) => typeof (await find("-s", service)) === "string",
    async read(service) {
      const found = await find("-s", service, "-w");
      if (typeof found === "string") return found.replace(/\n$/, "");
      if (found.exit === NOT_FOUND) return null;
      throw new CredentialError(
        "unreadable",
        `The keychain does not give “${service}” to Leeway: allow it there, or give a file`,
      );
    },
  };
}
