/** A sealed text does not open: another secret, another context, or not what was sealed. */
export class VaultError extends Error {
  override readonly name = "VaultError";

  constructor() {
    super("cannot be decrypted: LEEWAY_SECRET or the key file has changed");
  }
}

/** Encrypts what must not lie in the records as it is. */
export interface Vault {
  /** `context` says what it belongs to, such as an account's id; the same is needed to open it. */
  seal(plain: string, context: string): Promise<string>;
  /** @throws {VaultError} */
  open(sealed: string, context: string): Promise<string>;
}

/** Names the way in which a text is sealed, for the day there is another. */
const VERSION = "v1.";
const IV_BYTES = 12;

/** AES-256-GCM (NIST SP 800-38D) with a key derived from the secret by HKDF-SHA-256 (RFC 5869). */
export function createVault(secret: string): Vault {
  let derived: Promise<CryptoKey> | undefined;
  const key = () => (derived ??= deriveKey(secret));
  return {
    async seal(plain, context) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      // As JSON, since UTF-8 alone would lose half of a surrogate pair.
      const data = bytesOf(JSON.stringify(plain));
      const sealed = await crypto.subtle.encrypt(parameters(iv, context), await key(), data);
      return VERSION + base64UrlOf(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
    },
    async open(sealed, context) {
      const bytes = sealed.startsWith(VERSION) ? readBase64Url(sealed.slice(VERSION.length)) : null;
      if (bytes === null) throw new VaultError();
      const iv = bytes.subarray(0, IV_BYTES);
      const data = bytes.subarray(IV_BYTES);
      try {
        const plain = await crypto.subtle.decrypt(parameters(iv, context), await key(), data);
        return JSON.parse(new TextDecoder().decode(plain)) as string;
      } catch {
        throw new VaultError();
      }
    },
  };
}

/**
 * Tells tokens apart without holding them; 32 hex digits. Its own prefix keeps it from matching a
 * digest of the same token that was made elsewhere.
 */
export async function fingerprintOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytesOf(`leeway fingerprint v1\0${token}`));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").slice(0, 32);
}

async function deriveKey(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      // None is needed where the secret is random; the purpose keeps other keys of it apart.
      salt: new Uint8Array(),
      info: bytesOf("leeway credentials v1"),
    },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

const parameters = (iv: Uint8Array<ArrayBuffer>, context: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: bytesOf(context),
});

const bytesOf = (text: string) => new TextEncoder().encode(text);

const base64UrlOf = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Null for anything that is not written just as `base64UrlOf` writes it. */
function readBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return base64UrlOf(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}
