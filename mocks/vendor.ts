import { ProviderId } from "../src/contract/snapshot.ts";
import { faultAnswer, json, usageAnswer } from "./vendor/answers.ts";
import { tokensOf } from "./vendor/tokensOf.ts";
import { instantOf, type Usage, usageAt } from "./vendor/usage.ts";
import type { VendorRoute, VendorShape } from "./vendor/vendorShape.ts";
import { vendorShapes } from "./vendor/vendorShapes.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";

export interface Seen {
  /** So far. */
  requests: number;
  in_flight: number;
  most_in_flight: number;
  /** Requests by token. */
  by_token: Record<string, number>;
}

/** All vendors' usage endpoints, for tests, mocks and demos. */
export interface Vendor {
  /**
   * Answers below `/<provider id>/…`, so that LEEWAY_PROVIDER_<NAME>_URL = <base>/<provider id>.
   *
   * @throws AbortError once the request is aborted
   */
  fetch: (request: Request) => Promise<Response>;
  /**
   * What a token's account has used; an unknown token is refused as that vendor does. A token of
   * Cursor's is the part of the cookie after the user, or all of it.
   *
   * @throws {RangeError} for a reset that is neither seconds nor an instant
   */
  set: (provider: ProviderId, token: string, state: VendorState) => void;
  fault: (token: string, fault: VendorFault | null) => void;
  seen: (provider: ProviderId) => Seen;
  /** Forgets accounts, faults and what was seen. */
  reset: () => void;
}

export interface VendorOptions {
  /** The vendors' clock, in milliseconds since 1970. */
  now: () => number;
  /** How a slow account is waited for. */
  wait?: (ms: number) => Promise<void>;
}

interface Account {
  state: VendorState;
  set_at: number;
  /** When each path was last answered. */
  answered_at: Map<string, number>;
  answers: number;
}

/** Long enough to jitter, and no longer than what counts as the same window. */
const JITTER_STEP_MS = 17_137;
const JITTER_MS = 60_000;
const FIVE_HOURS = 18_000;

export function createVendor({ now, wait = sleep }: VendorOptions): Vendor {
  const accounts = new Map<string, Account>();
  const faults = new Map<string, VendorFault>();
  const seenBy = new Map<ProviderId, Seen>();

  const key = (provider: ProviderId, token: string) => `${provider} ${token}`;
  const seenOf = (provider: ProviderId): Seen => {
    const seen = seenBy.get(provider) ?? nothingSeen();
    seenBy.set(provider, seen);
    return seen;
  };

  async function answer(
    request: Request,
    provider: ProviderId,
    path: string,
    token: string | undefined,
  ): Promise<Response> {
    const shape = vendorShapes[provider];
    const account = token === undefined ? undefined : accounts.get(key(provider, token));
    const slow_ms = account?.state.slow_ms ?? 0;
    if (slow_ms > 0) await Promise.race([wait(slow_ms), abortOf(request)]);
    const fault = token === undefined ? undefined : faults.get(token);
    if (fault?.kind === "timeout") return abortOf(request);
    const at = now();
    const refused = faultAnswer(fault, shape, at);
    if (refused) return refused;
    if (!account) return json(shape.unauthorized.body, at, shape.unauthorized);
    const route = shape.routes.find(
      (route) => route.method === request.method && route.path === path,
    );
    if (!route) return json({ error: `No ${request.method} ${path} here` }, at, { status: 404 });
    return usageAnswer(route, usageNow(account, shape, route, fault, at), fault, at);
  }

  return {
    async fetch(request) {
      const [, name = "", path = ""] = /^\/([^/]*)(.*)$/.exec(new URL(request.url).pathname) ?? [];
      const provider = ProviderId.safeParse(name).data;
      if (!provider) return json({ error: `No provider "${name}"` }, now(), { status: 404 });
      const tokens = tokensOf(request);
      const token = tokens.find((token) => accounts.has(key(provider, token))) ?? tokens[0];
      const seen = seenOf(provider);
      seen.requests++;
      seen.in_flight++;
      seen.most_in_flight = Math.max(seen.most_in_flight, seen.in_flight);
      if (token !== undefined) seen.by_token[token] = (seen.by_token[token] ?? 0) + 1;
      try {
        return await answer(request, provider, path === "" ? "/" : path, token);
      } finally {
        seen.in_flight--;
      }
    },
    set(provider, token, state) {
      const set_at = now();
      for (const reset of [
        state.session_resets_at,
        state.weekly_resets_at,
        state.monthly_resets_at,
      ]) {
        if (reset !== undefined) instantOf(reset, set_at);
      }
      accounts.set(key(provider, token), { state, set_at, answered_at: new Map(), answers: 0 });
    },
    fault(token, fault) {
      if (fault) faults.set(token, fault);
      else faults.delete(token);
    },
    seen: (provider) => structuredClone(seenOf(provider)),
    reset() {
      accounts.clear();
      faults.clear();
      seenBy.clear();
    },
  };
}

const nothingSeen = (): Seen => ({ requests: 0, in_flight: 0, most_in_flight: 0, by_token: {} });

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Never resolves. */
function abortOf({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new DOMException("The request was aborted.", "AbortError"));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

function usageNow(
  account: Account,
  { session_seconds = FIVE_HOURS, models_in = "weekly" }: VendorShape,
  { path }: VendorRoute,
  fault: VendorFault | undefined,
  now: number,
): Usage {
  const since = account.answered_at.get(path) ?? account.set_at;
  account.answered_at.set(path, now);
  account.answers++;
  return usageAt(account.state, {
    now,
    set_at: account.set_at,
    session_seconds,
    models_in,
    jitter_ms: fault?.kind === "moving_resets" ? (account.answers * JITTER_STEP_MS) % JITTER_MS : 0,
    bogus_since: fault?.kind === "bogus_100" ? since : null,
  });
}
