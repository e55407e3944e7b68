import type { CredentialKind } from "../../src/contract/providers.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { Credential, Provider } from "./provider.ts";

/** A credential that is there, by its existence alone. */
export interface Found {
  /** "claude:claude-code", or "zai:env:ZAI_API_KEY" for a variable. */
  id: string;
  provider: ProviderId;
  /** The tool that keeps it there, "Claude Code"; null for a variable. */
  tool: string | null;
  /** For people: a path with `~` for the home folder, or a variable's name. */
  place: string;
}

/** Where credentials lie that are not in the records. Nothing is ever written there. */
export interface Places {
  /** What there is on this machine; no content is read. */
  discover(providers: readonly Provider[]): Promise<Found[]>;
  /**
   * Reads a credential anew: its owner may have rotated it. Of several, the first.
   *
   * @param source A path, a variable's name, or the id of what was found
   * @throws {CredentialError}
   */
  read(
    provider: Provider,
    kind: Exclude<CredentialKind, "token">,
    source: string,
  ): Promise<Credential>;
}
