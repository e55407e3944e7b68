import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVault, fingerprintOf, VaultError } from "./vault.ts";

const SECRET = "a secret of at least sixteen";
const vault = createVault(SECRET);

describe("the vault", () => {
  it("gives back any text that it sealed, from the same secret, in any process", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), async (plain, context) => {
        const sealed = await vault.seal(plain, context);
        expect(await createVault(SECRET).open(sealed, context)).toBe(plain);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it.each(["", "\0", "half a pair: \ud83e", "\udd8a", "x".repeat(100_000)])(
    "gives back %j",
    async (plain) => {
      expect(await vault.open(await vault.seal(plain, "a"), "a")).toBe(plain);
    },
  );

  it("opens nothing in which one bit is another", async () => {
    const sealed = await vault.seal("token", "a");
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const other = Buffer.from(bytes);
          other[at] = (other[at] ?? 0) ^ flip;
          const opened = vault.open(`v1.${other.toString("base64url")}`, "a");
          await expect(opened).rejects.toThrow(VaultError);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it("opens nothing in which one character is another", async () => {
    const sealed = await vault.seal("token", "a");
    for (let at = 0; at < sealed.length; at++) {
      // Of the last character, some bits say nothing.
      for (const char of ["A", "B", "C", "D", "=", " ", "."]) {
        const other = sealed.slice(0, at) + char + sealed.slice(at + 1);
        if (other === sealed) continue;
        await expect(vault.open(other, "a")).rejects.toThrow(VaultError);
      }
    }
  });

  it.each(["", "v1.", "v1.AAAA", "v1.ü", "v2.AAAA", "token", "v1.AAAAAAAAAAAAAAAAAAAAAA"])(
    "does not open %j",
    async (sealed) => {
      await expect(vault.open(sealed, "a")).rejects.toThrow(
        "cannot be decrypted: LEEWAY_SECRET or the key file has changed",
      );
    },
  );

  it("does not open with another secret, for another context, or beyond the end", async () => {
    const sealed = await vault.seal("token", "a");
    await expect(createVault(`${SECRET}!`).open(sealed, "a")).rejects.toThrow(VaultError);
    await expect(vault.open(sealed, "b")).rejects.toThrow(VaultError);
    await expect(vault.open(sealed, "")).rejects.toThrow(VaultError);
    await expect(vault.open(`${sealed}AAAA`, "a")).rejects.toThrow(VaultError);
    await expect(vault.open(sealed.slice(0, -4), "a")).rejects.toThrow(VaultError);
  });

  it("seals each time anew, as a text that fits anywhere and shows nothing", async () => {
    const sealed = await Promise.all(Array.from({ length: 50 }, () => vault.seal("token", "a")));
    expect(new Set(sealed.map((text) => text.slice(0, 19))).size).toBe(50);
    for (const text of sealed) expect(text).toMatch(/^v1\.[\w-]+$/);
    expect(sealed.join()).not.toContain("token");
  });

  it("opens what an earlier version sealed", async () => {
    const earlier = "v1.3nW63ZTLFJQD_oH3uhwNPvPjlsRlng3gVnj9_lO97gY3Sf4AkhcbzA";
    expect(await vault.open(earlier, "account")).toBe("sk-earlier");
  });
});

describe("a fingerprint", () => {
  it("is the same for the same token alone, and is not its plain digest", async () => {
    expect(await fingerprintOf("token")).toBe("df524a30c41891c665bcb2fc2127f7e9");
    expect(await fingerprintOf("token ")).not.toBe(await fingerprintOf("token"));
    expect(await fingerprintOf("")).toMatch(/^[\da-f]{32}$/);
  });
});
