import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKeychain } from "./keychain.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeway-keychain-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for the system's program, which notes what it was asked. */
function keychainOf(script: string, timeoutMs?: number) {
  const program = join(folder, "security");
  writeFileSync(program, `#!/bin/sh\nprintf '%s|' "$@" > '${join(folder, "asked")}'\n${script}\n`);
  chmodSync(program, 0o700);
  return createKeychain(program, timeoutMs);
}
const asked = () => readFileSync(join(folder, "asked"), "utf8");
const SERVICE = "Some Tool-credentials; exit 1";
const refusal = expect.objectContaining({ name: "CredentialError", code: "unreadable" });

describe.skipIf(process.platform === "win32")("the keychain", () => {
  it("gives a service's password without the line end that is printed behind it", async () => {
    expect(await keychainOf(`printf '{"a":1}\\n\\n'`).read(SERVICE)).toBe('{"a":1}\n');
    expect(asked()).toBe(`find-generic-password|-s|${SERVICE}|-w|`);
  });

  it("tells whether there is a password, without reading it", async () => {
    expect(await keychainOf("echo attributes").has(SERVICE)).toBe(true);
    expect(asked()).toBe(`find-generic-password|-s|${SERVICE}|`);
    expect(await keychainOf("exit 44").has(SERVICE)).toBe(false);
    expect(await keychainOf("exit 1").has(SERVICE)).toBe(false);
  });

  it("tells none from one that it does not give", async () => {
    expect(await keychainOf("exit 44").read(SERVICE)).toBeNull();
    await expect(keychainOf("echo secret; exit 51").read(SERVICE)).rejects.toEqual(refusal);
    await expect(keychainOf("echo secret; exit 51").read(SERVICE)).rejects.not.toThrow(/secret/);
  });

  it("is not waited for without end, as when it asks a person who is not there", async () => {
    await expect(keychainOf("exec sleep 60", 50).read(SERVICE)).rejects.toEqual(refusal);
  });

  it("gives nothing where the system has none", async () => {
    const none = createKeychain(join(folder, "none"));
    await expect(none.read(SERVICE)).rejects.toEqual(refusal);
    expect(await none.has(SERVICE)).toBe(false);
  });
});
