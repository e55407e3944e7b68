import type { Ask, Provider, VendorAnswer, VendorRequest } from "./provider.ts";
import { VendorUnreachableError } from "./unreachable.ts";

/** The largest answer seen of any vendor is a few kilobytes. */
const MOST_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 2;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface AskOptions {
  provider: Pick<Provider, "name" | "origin" | "other_origins">;
  /** What stands in the place of each of the provider's origins, with its own path; null if nothing does. */
  baseUrl: string | null;
  fetch: typeof globalThis.fetch;
  /** For the whole exchange: headers, body and redirects. */
  timeoutMs?: number;
}

/**
 * How a provider's vendor is asked. A token goes to no other origin than those of its provider, or to
 * the base URL that stands in their place, whatever a redirect says.
 *
 * @returns an `Ask` that throws a plain error if a reader asks of a foreign address
 */
export function createAsk({ provider, baseUrl, fetch, timeoutMs = 10_000 }: AskOptions): Ask {
  const origins = new Set(
    [provider.origin, ...provider.other_origins].map((one) => new URL(one).origin),
  );
  const base = baseUrl === null ? null : new URL(baseUrl);
  const prefix = base?.pathname.replace(/\/+$/, "") ?? "";

  function addressOf(given: string): URL {
    const url = URL.canParse(given) ? new URL(given) : null;
    if (url === null || !origins.has(url.origin) || url.username || url.password) {
      throw new Error(
        `${provider.name} may not be asked at ${url?.origin ?? "what is no address"}`,
      );
    }
    return base ? new URL(`${base.origin}${prefix}${url.pathname}${url.search}`) : url;
  }

  /** Where a redirect leads; null if the token may not go there. */
  function redirected(from: URL, location: string): URL | null {
    const to = URL.canParse(location, from) ? new URL(location, from) : null;
    const stays = to?.origin === from.origin && `${to.pathname}/`.startsWith(`${prefix}/`);
    return stays && !to.username && !to.password ? to : null;
  }

  async function exchange(
    request: VendorRequest,
    address: URL,
    signal: AbortSignal,
  ): Promise<Response> {
    let url = address;
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(url, {
        method: request.method,
        headers: request.headers,
        ...(request.body !== undefined && { body: request.body }),
        redirect: "manual",
        credentials: "omit",
        cache: "no-store",
        signal,
      });
      const location = response.headers.get("location");
      if (!REDIRECTS.has(response.status) || location === null) return response;
      const next = request.method === "GET" ? redirected(url, location) : null;
      if (next === null || redirects === MOST_REDIRECTS) throw redirectRefused(url.host);
      url = next;
    }
  }

  return async (request) => {
    const address = addressOf(request.url);
    return within(timeoutMs, address.host, async (signal) => {
      try {
        const response = await exchange(request, address, signal);
        return {
          status: response.status,
          headers: headersOf(response),
          body: parseJson(await readText(response, address.host)),
        };
      } catch (error) {
        throw error instanceof VendorUnreachableError ? error : networkFailed(address.host, error);
      }
    });
  };
}

/** What is then still under way is aborted, be it late or left unread. */
async function within(
  ms: number,
  host: string,
  work: (signal: AbortSignal) => Promise<VendorAnswer>,
): Promise<VendorAnswer> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Raced, as a fetch may miss the signal once it has handed out the response.
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new VendorUnreachableError("timeout", `${host} did not answer in time`)),
      ms,
    );
  });
  try {
    return await Promise.race([work(controller.signal), expiry]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

async function readText(response: Response, host: string): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (chunk?.value === undefined) return text + decoder.decode();
    size += chunk.value.byteLength;
    if (size > MOST_BYTES) {
      throw new VendorUnreachableError("too_large", `${host} answered with more than 1 MiB`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}

/** Whatever the content type says: some vendors call JSON plain text, and proxies call HTML JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without cookies, which are as good as a token. */
const headersOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name !== "set-cookie"));

const redirectRefused = (host: string) =>
  new VendorUnreachableError(
    "redirect_refused",
    `${host} redirects elsewhere; the token was not sent there`,
  );

/** Only the code is told: the error's own words may quote a header, and so the token. */
function networkFailed(host: string, error: unknown): VendorUnreachableError {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const why = /^[A-Z][A-Z0-9_]*$/.test(code) ? ` (${code})` : "";
  return new VendorUnreachableError("network", `${host} cannot be reached${why}`);
}
