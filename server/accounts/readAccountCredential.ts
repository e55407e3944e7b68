import type { AccountRecord } from "../engines/accountRecords.ts";
import { keptPlan, keptText } from "../providers/boundReport.ts";
import { CredentialError } from "../providers/credentialError.ts";
import type { Credential, Provider } from "../providers/provider.ts";
import { fingerprintOf, VaultError } from "../providers/vault.ts";
import type { AccountsDependencies } from "./dependencies.ts";

/** A credential as it is read for one poll, and what tells it apart from another. */
export interface ReadCredential {
  credential: Credential;
  /** Of token, account and region: what is the same here has the same usage. */
  fingerprint: string;
}

/**
 * Reads an account's credential anew: from where a vendor's tool keeps it, or by decrypting what was
 * pasted. Never writes, never refreshes.
 *
 * @throws {CredentialError} with words for people, and nothing secret
 */
export async function readAccountCredential(
  { places, vault }: Pick<AccountsDependencies, "places" | "vault">,
  provider: Provider,
  account: Pick<AccountRecord, "id" | "credential_kind" | "credential_source" | "sealed">,
): Promise<ReadCredential> {
  const { id, credential_kind: kind, credential_source, sealed } = account;
  const read =
    kind === "token"
      ? await unseal(vault, sealed ?? "", id)
      : await places.read(provider, kind, credential_source ?? "");
  const { token, account_id, extra, identity, plan } = read;
  const credential = {
    ...read,
    identity: identity === null ? null : keptText(identity),
    plan: keptPlan(plan),
  };
  const fingerprint = await fingerprintOf(JSON.stringify([provider.id, token, account_id, extra]));
  return { credential, fingerprint };
}

async function unseal(
  vault: AccountsDependencies["vault"],
  sealed: string,
  accountId: string,
): Promise<Credential> {
  try {
    return JSON.parse(await vault.open(sealed, accountId)) as Credential;
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new CredentialError(
      "sealed",
      "The stored token cannot be decrypted: LEEWAY_SECRET or the key file has changed. Paste it again.",
    );
  }
}
