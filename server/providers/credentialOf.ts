import type { Credential, VendorRequest } from "./provider.ts";

/** A credential that is known by its token, and what else is told. */
export const credentialOf = (token: string, more: Partial<Credential> = {}): Credential => ({
  token,
  account_id: null,
  identity: null,
  expires_at: null,
  plan: null,
  extra: {},
  ...more,
});

/** A question that needs nothing but the token. */
export const bearerGet = (
  url: string,
  { token }: Credential,
  headers: VendorRequest["headers"] = {},
): VendorRequest => ({
  method: "GET",
  url,
  headers: { Authorization: `Bearer ${token}`, Accept: "application/json", ...headers },
});
