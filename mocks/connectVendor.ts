import type { KnownAccount } from "../server/engines/accountRecords.ts";
import { credentialOf } from "../server/providers/credentialOf.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";
import type { World } from "./world.ts";

/** What a vendor would have to do for an account's latest poll to end as it did. */
const faults: Readonly<Record<string, VendorFault>> = {
  error: { kind: "500" },
  rate_limited: { kind: "429", retry_after: 240 },
  auth_required: { kind: "401" },
  unsupported: { kind: "401" },
};

/**
 * Adds an account whose vendor knows it, so that a refresh finds about what was last seen: the
 * shares of its session and its week, and what went wrong.
 */
export async function connectVendor(world: World, { account, poll }: KnownAccount): Promise<void> {
  const { id, provider } = account;
  const token = `mock-${id.slice(-4)}`;
  const sealed = await world.vault.seal(JSON.stringify(credentialOf(token)), id);
  const state: VendorState = {};
  for (const { id: limit, used_pct, resets_at } of poll.snapshot.limits) {
    if ((limit !== "session" && limit !== "weekly") || used_pct === null) continue;
    state[`${limit}_pct`] = used_pct;
    if (resets_at !== null && Date.parse(resets_at) > world.now())
      state[`${limit}_resets_at`] = resets_at;
  }
  world.vendor.set(provider, token, state);
  world.vendor.fault(token, faults[poll.snapshot.status ?? ""] ?? null);
  await world.accounts.book.add({
    account: { ...account, credential_kind: "token", credential_source: null, sealed },
    poll,
  });
}
