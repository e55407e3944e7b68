const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Headers of a proxy: on loopback, without sign-in, there is none that could be trusted. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];

/**
 * Why a request may not pass, or null. Only loopback names are answered (another name that resolves
 * to this machine is how DNS rebinding comes in), and only pages of this very server may ask.
 */
export function whyForeign(header: (name: string) => string | undefined): string | null {
  const host = parse(`http://${header("host") ?? ""}`);
  if (!host || !LOOPBACK.has(host.hostname)) {
    return "This server answers on loopback only: use http://127.0.0.1 or http://localhost.";
  }
  const origin = header("origin");
  if (origin !== undefined) {
    const page = parse(origin);
    const own =
      page?.protocol === "http:" && LOOPBACK.has(page.hostname) && page.port === host.port;
    if (!own) return "Pages of another origin may not use this server.";
  }
  const forwarded = FORWARDED.find((name) => header(name) !== undefined);
  if (forwarded) return `Without sign-in this server may not stand behind a proxy (${forwarded}).`;
  return null;
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
