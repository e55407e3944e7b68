import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { AdmissionDependencies } from "../admission/dependencies.ts";
import type { Places } from "../providers/places.ts";
import type { Ask, Provider } from "../providers/provider.ts";
import type { Vault } from "../providers/vault.ts";

/** What accounts need from outside. */
export interface AccountsDependencies extends Pick<
  AdmissionDependencies,
  "records" | "counters" | "policy" | "now" | "newId" | "log"
> {
  providers: readonly Provider[];
  /** How a provider's vendor is reached. */
  ask: (provider: ProviderId) => Ask;
  /** Credentials that vendors' tools keep on this machine. */
  places: Places;
  /** Keeps pasted credentials. */
  vault: Vault;
  /** 0 to 1: spreads polls, so that accounts do not move in step. */
  random: () => number;
}
