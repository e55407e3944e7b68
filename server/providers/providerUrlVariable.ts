import type { ProviderId } from "../../src/contract/snapshot.ts";

type Shout<Id extends string> = Id extends `${infer Head}-${infer Tail}`
  ? `${Uppercase<Head>}_${Shout<Tail>}`
  : Uppercase<Id>;

export type ProviderUrlVariable = `LEEWAY_PROVIDER_${Shout<ProviderId>}_URL`;

/** The variable that puts another base URL in the place of a provider's origins. */
export const providerUrlVariable = (id: ProviderId) =>
  `LEEWAY_PROVIDER_${id.toUpperCase().replaceAll("-", "_")}_URL` as ProviderUrlVariable;
