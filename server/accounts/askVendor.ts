import { fromInstant } from "../../src/contract/instant.ts";
import { boundReport } from "../providers/boundReport.ts";
import { CredentialError } from "../providers/credentialError.ts";
import { plainKeys } from "../providers/plainKeys.ts";
import type { Credential, Provider, Report } from "../providers/provider.ts";
import { failedReport } from "../providers/report.ts";
import { VendorUnreachableError } from "../providers/unreachable.ts";
import type { AccountsDependencies } from "./dependencies.ts";

/** One poll's requests. Whatever goes wrong becomes a report; nothing is thrown, nothing secret told. */
export async function askVendor(
  { ask, now, log }: Pick<AccountsDependencies, "ask" | "now" | "log">,
  provider: Provider,
  credential: Credential,
): Promise<Report> {
  if (credential.expires_at !== null && fromInstant(credential.expires_at) <= now()) {
    return failedReport(
      "auth_required",
      "token_expired",
      `The sign-in has lapsed. Use ${provider.name} once so that it signs in again.`,
    );
  }
  try {
    const report = await provider.fetch(credential, ask(provider.id), now);
    return boundReport({ ...report, unknown_keys: plainKeys(report.unknown_keys, credential) });
  } catch (error) {
    if (error instanceof VendorUnreachableError) {
      return failedReport("error", error.code, error.message);
    }
    // Its message may quote what the vendor sent.
    log.error(
      { provider: provider.id, error: error instanceof Error ? error.name : "unknown" },
      "a reader failed",
    );
    return failedReport("error", "reader_failed", "The answer could not be read.");
  }
}

/** The report of a poll whose credential could not be had. */
export function withoutCredential(error: unknown): Report {
  if (!(error instanceof CredentialError)) throw error;
  return failedReport("auth_required", `credential_${error.code}`, error.message);
}
