import { useEndpoint } from "../../api/useEndpoint.ts";
import type { ProviderInfo } from "../../contract/providers.ts";

/** They come with any list of accounts; the shortest one will do. */
const SHORTEST = { page_size: 1 } as const;

/** The providers that this server knows, and the answer that says so. */
export function useProviders() {
  const asked = useEndpoint("providers", "client", { query: SHORTEST });
  const providers: readonly ProviderInfo[] = asked.data?.data.providers ?? [];
  return { asked, providers };
}
