import type { Credential } from "./provider.ts";

/** A token of which nothing else is known. */
export const bareCredential = (token: string): Credential => ({
  token,
  account_id: null,
  identity: null,
  expires_at: null,
  plan: null,
  extra: {},
});
