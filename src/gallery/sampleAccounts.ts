import type { Limit } from "../contract/limit.ts";
import type { Connection, ProviderInfo } from "../contract/providers.ts";
import type { ProviderId, Snapshot } from "../contract/snapshot.ts";
import { limitsByKind } from "./sampleLimits.ts";
import { at } from "./sampleMoments.ts";
import { NOON } from "./settings.ts";

/** A provider, and whatever is different about it. */
export const providerWith = (
  id: ProviderId,
  name: string,
  different: Partial<ProviderInfo> = {},
): ProviderInfo => ({
  id,
  name,
  enabled: true,
  poll_seconds: 300,
  poses_as_client: false,
  paste_hint: "An API key",
  ...different,
});

/** Some that differ in what they ask for. */
export const sampleProviders: readonly ProviderInfo[] = [
  providerWith("claude", "Claude", { poses_as_client: true, paste_hint: "A token (sk-…)" }),
  providerWith("codex", "Codex", { paste_hint: "An access token (eyJ…)" }),
  providerWith("zai", "z.ai"),
  providerWith("grok", "Grok", { enabled: false }),
];

const weekly = limitsByKind["percent-window"] as Limit;

/** A Claude account that works, and whatever is different about it and its snapshot. */
export const accountWith = (
  different: Partial<Connection> = {},
  seen: Partial<Snapshot> = {},
): Connection => ({
  id: "00000000-0000-4000-8000-0000000000a1",
  provider: "claude",
  nickname: "Claude 2",
  user_id: null,
  enabled: true,
  credential: { kind: "token", place: null, expires_at: null },
  identity: "d•••@e•••.com",
  created_at: NOON,
  snapshot: {
    account_id: "00000000-0000-4000-8000-0000000000a1",
    provider: "claude",
    plan: { id: "max", label: "Max 5x" },
    status: "ok",
    vendor_verdict: null,
    coverage: "full",
    default_scopes: ["account"],
    limits: [
      { ...weekly, id: "session", label: "Session (5 h)", used_pct: 12, window_seconds: 18_000 },
      { ...weekly, label: "Weekly (7 d)" },
    ],
    observed_at: NOON,
    fetched_at: NOON,
    retry_after: null,
    error: null,
    ...seen,
  },
  availability: { state: "available", available_at: null, binding: "weekly" },
  state: "available",
  next_poll_at: at(300),
  polling: false,
  ...different,
});
