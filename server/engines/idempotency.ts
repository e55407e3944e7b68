/** What something was made with, so that the same key with another request is noticed. */
export interface Idempotency {
  key: string;
  /** Digest of the request. */
  digest: string;
}

/** What was made under a key. */
export interface MadeBefore {
  id: string;
  digest: string;
}
