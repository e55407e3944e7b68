import { createLanes } from "../accounts/lanes.ts";
import type { Idempotency, MadeBefore } from "../engines/idempotency.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";

/** Tells requests apart without holding them. */
export async function digestOf(request: object): Promise<string> {
  const members = Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new TextEncoder().encode(JSON.stringify(members));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const reusedKey = (): RequestFault =>
  new RequestFault("invalid_request", "This Idempotency-Key started something else.", [
    { field: "Idempotency-Key", message: "was used before with a different request" },
  ]);

interface Asked {
  principal: Principal;
  /** The caller's `Idempotency-Key`. */
  key: string | null;
  request: object;
}

interface Adding<T> {
  /** Null, and nothing added, if the key was used meanwhile. */
  add: (idempotency: Idempotency | null) => Promise<T | null>;
  findBefore: (userId: string, key: string) => Promise<MadeBefore | null>;
  /** Null if it is gone. */
  present: (id: string) => Promise<T | null>;
}

/** Adds what was asked for, once a key; null if neither was added nor found. */
export function createAddOnce() {
  const lane = createLanes(1);

  async function before<T>(userId: string, { key, digest }: Idempotency, adding: Adding<T>) {
    const made = await adding.findBefore(userId, key);
    if (made && made.digest !== digest) throw reusedKey();
    return made && adding.present(made.id);
  }

  return async function addOnce<T>(
    { principal, key, request }: Asked,
    adding: Adding<T>,
  ): Promise<T | null> {
    if (key === null) return adding.add(null);
    const idempotency = { key, digest: await digestOf(request) };
    const again = () => before(principal.id, idempotency, adding);
    // The second waits for the first, and finds what that has added.
    return lane(
      `${principal.id}\n${key}`,
      async () => (await again()) ?? (await adding.add(idempotency)) ?? again(),
    );
  };
}
