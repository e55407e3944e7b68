import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSecret, SecretKeyError } from "./secretKey.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeway-secret-"));
  file = join(folder, "secret.key");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function faultOf(reading: () => unknown): string {
  try {
    reading();
  } catch (error) {
    if (error instanceof SecretKeyError) return error.message;
    throw error;
  }
  return "none";
}
const KEY = "k".repeat(43);

describe("the secret", () => {
  it("is the variable's if that is set, and then there is no key file", () => {
    expect(readSecret("of the environment", folder)).toBe("of the environment");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is made once, of 32 bytes, in a file for its owner alone", () => {
    const secret = readSecret(undefined, folder);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["secret.key"]);
    expect(readSecret("", folder)).toBe(secret);
    expect(readFileSync(file, "utf8")).toBe(`${secret}\n`);
  });

  it("is another one in another folder", () => {
    const other = mkdtempSync(join(folder, "other-"));
    expect(readSecret(undefined, other)).not.toBe(readSecret(undefined, folder));
  });

  it.each([0o640, 0o604, 0o660, 0o602, 0o644])(
    "is refused from a file of mode %o, and the message says how to close it",
    (mode) => {
      writeFileSync(file, KEY);
      chmodSync(file, mode);
      expect(faultOf(() => readSecret(undefined, folder))).toBe(
        `The key file ${file} is open to other users. Run: chmod 600 '${file}'. Or set LEEWAY_SECRET.`,
      );
      expect(readSecret(undefined, folder, "win32")).toBe(KEY);
      chmodSync(file, 0o600);
      expect(readSecret(undefined, folder)).toBe(KEY);
    },
  );

  it.each(["", "k".repeat(42), "k".repeat(44), `${KEY}\n${KEY}`, "not a key"])(
    "is refused from a file that holds %j, and the file stays as it is",
    (content) => {
      writeFileSync(file, content, { mode: 0o600 });
      expect(faultOf(() => readSecret(undefined, folder))).toMatch(/secret\.key is damaged\. Put /);
      expect(readFileSync(file, "utf8")).toBe(content);
    },
  );

  it("is never made over what stands at its name", () => {
    symlinkSync(join(folder, "elsewhere"), file);
    expect(faultOf(() => readSecret(undefined, folder))).toMatch(/LEEWAY_SECRET\.$/);
    expect(readdirSync(folder)).toEqual(["secret.key"]);
  });

  it("is refused in one line where no file can be made", () => {
    expect(faultOf(() => readSecret(undefined, join(folder, "none")))).toBe(
      `The key file ${join(folder, "none", "secret.key")} cannot be used (ENOENT). Or set LEEWAY_SECRET.`,
    );
    expect(readSecret("of the environment", join(folder, "none"))).toBe("of the environment");
  });
});
