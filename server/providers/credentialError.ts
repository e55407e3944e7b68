/**
 * `not_found`: no such file, item or place. `unreadable`: it is there, and this server may not or
 * cannot read it. `malformed`: it was read and is not what it should be. `no_login`: it is, and
 * nobody is signed in. `unset`: a variable without a value. `not_allowed`: not to be read at all.
 * `sealed`: it was kept encrypted, and the key is another by now.
 */
export type CredentialErrorCode =
  | "not_found"
  | "unreadable"
  | "malformed"
  | "no_login"
  | "unset"
  | "not_allowed"
  | "sealed";

/** A credential cannot be had. The message is for a page: it names the place, and no secret. */
export class CredentialError extends Error {
  override readonly name = "CredentialError";

  constructor(
    readonly code: CredentialErrorCode,
    message: string,
  ) {
    super(message);
  }
}
