import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { ProviderId } from "../../src/contract/snapshot.ts";
import type { VendorRequest } from "./provider.ts";
import { providerUrlVariable } from "./providerUrlVariable.ts";
import { VendorUnreachableError } from "./unreachable.ts";
import { createAsk } from "./vendorTransport.ts";

const TOKEN = "sk-very-secret";
const MIB = 1024 * 1024;
/** For answers that never come; all others come long before the second. */
const SHORT = { timeoutMs: 150 };
const LONG = { timeoutMs: 20_000 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(server: Pick<Server, "listen" | "address" | "close">): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A vendor on a real port, and the requests that it has seen. */
async function vendor(listener: RequestListener): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push(describeRequest(request));
    listener(request, response);
  });
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return { origin: await listen(server), seen };
}

interface Seen {
  line: string;
  headers: IncomingMessage["headers"];
}
const describeRequest = ({ method, url, headers }: IncomingMessage): Seen => ({
  line: `${method} ${url}`,
  headers,
});
const linesOf = ({ seen }: { seen: Seen[] }) => seen.map(({ line }) => line);

const answering = (body: string | Buffer, headers: Record<string, string> = {}) =>
  vendor((_, response) => response.writeHead(200, headers).end(body));

/** Redirects `/from` and its like; `to` is told the request's own origin. */
const redirecting = (to: (path: string) => string | null, status = 302) =>
  vendor(({ url = "" }, response) => {
    const location = to(url);
    if (location === null) response.end('{"at":"the end"}');
    else response.writeHead(status, { location }).end("moved");
  });

interface Options {
  baseUrl?: string | null;
  others?: string[];
  timeoutMs?: number;
}
function askOf(
  origin: string,
  { baseUrl = null, others = [], timeoutMs = LONG.timeoutMs }: Options = {},
) {
  const provider = { name: "Vendor", origin, other_origins: others };
  return createAsk({ provider, baseUrl, fetch, timeoutMs });
}
const get = (url: string): VendorRequest => ({
  method: "GET",
  url,
  headers: { Authorization: `Bearer ${TOKEN}` },
});

/** How an exchange failed; its message holds neither token nor query. */
async function failureOf(exchange: Promise<unknown>): Promise<string> {
  const error = await exchange.then(
    () => new Error("it did not fail"),
    (error: unknown) => error,
  );
  if (!(error instanceof VendorUnreachableError)) throw error;
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(/secret|key=/);
  expect(error.cause).toBeUndefined();
  return error.code;
}

describe("an answer of the vendor's", () => {
  it("comes with status, lower-case headers and parsed body; the request went out as it was", async () => {
    const api = await vendor((request, response) => {
      request
        .setEncoding("utf8")
        .on("data", (body: string) =>
          response
            .writeHead(429, { "Retry-After": "7", "Content-Type": "application/json" })
            .end(JSON.stringify({ got: body })),
        );
    });
    const answer = await askOf(api.origin)({
      method: "POST",
      url: `${api.origin}/v1/usage?key=secret`,
      headers: { Authorization: `Bearer ${TOKEN}`, Cookie: "session=1" },
      body: "{}",
    });
    expect(answer).toMatchObject({
      status: 429,
      headers: { "retry-after": "7", "content-type": "application/json" },
      body: { got: "{}" },
    });
    expect(api.seen).toMatchObject([
      {
        line: "POST /v1/usage?key=secret",
        headers: { authorization: `Bearer ${TOKEN}`, cookie: "session=1" },
      },
    ]);
  });

  const json = '{"a":[1,"ü"]}';
  it.each<[string, string | Buffer, Record<string, string>, unknown]>([
    ["JSON that is called plain text", json, { "content-type": "text/plain" }, { a: [1, "ü"] }],
    ["JSON that is called nothing", json, {}, { a: [1, "ü"] }],
    ["compressed JSON", gzipSync(json), { "content-encoding": "gzip" }, { a: [1, "ü"] }],
    ["JSON behind a byte order mark", `\u{feff}${json}`, {}, { a: [1, "ü"] }],
    ["null", "null", {}, null],
    ["JSON of just 1 MiB", `"${"x".repeat(MIB - 2)}"`, {}, "x".repeat(MIB - 2)],
    ["HTML that is called JSON", "<p>Hi</p>", { "content-type": "application/json" }, undefined],
    ["truncated JSON", json.slice(0, -2), { "content-type": "application/json" }, undefined],
    ["nothing", "", {}, undefined],
  ])("is read from %s", async (_, sent, headers, body) => {
    const api = await answering(sent, headers);
    expect((await askOf(api.origin)(get(api.origin))).body).toEqual(body);
  });

  it("leaves no cookie behind", async () => {
    const api = await answering("{}", { "set-cookie": "session=secret" });
    const ask = askOf(api.origin);
    const { headers } = await ask(get(api.origin));
    await ask(get(api.origin));
    expect(JSON.stringify(headers)).not.toContain("cookie");
    expect(api.seen).toHaveLength(2);
    expect(api.seen[1]?.headers.cookie).toBeUndefined();
  });
});

describe("a vendor that does not answer", () => {
  it.each<[string, string, RequestListener]>([
    ["sends no headers", "timeout", () => {}],
    ["never ends the body", "timeout", (_, response) => response.write('{"a":')],
    [
      "trickles",
      "timeout",
      (_, response) => {
        const drip = setInterval(() => response.write(" "), 10);
        response.once("close", () => clearInterval(drip));
      },
    ],
    [
      "breaks off within the body",
      "network",
      (_, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("{", () => response.destroy());
      },
    ],
  ])("fails when it %s", async (_, code, listener) => {
    const api = await vendor(listener);
    const options = code === "timeout" ? SHORT : LONG;
    expect(await failureOf(askOf(api.origin, options)(get(`${api.origin}/?key=secret`)))).toBe(
      code,
    );
  });

  it("is left: the connection does not stay open behind a timeout", async () => {
    let left: (how: string) => void;
    const leaving = new Promise<string>((resolve) => (left = resolve));
    const api = await vendor((request, response) => {
      response.write("{");
      request.socket.once("close", () => left("closed"));
    });
    await failureOf(askOf(api.origin, SHORT)(get(api.origin)));
    expect(await leaving).toBe("closed");
  });

  it.each<[string, string | Buffer, Record<string, string>]>([
    ["plain", " ".repeat(MIB + 1), {}],
    ["compressed", gzipSync(" ".repeat(MIB + 1)), { "content-encoding": "gzip" }],
  ])("fails when it sends more than 1 MiB, %s", async (_, body, headers) => {
    const api = await answering(body, headers);
    expect(await failureOf(askOf(api.origin)(get(api.origin)))).toBe("too_large");
  });

  it("fails when it has no end of sending", async () => {
    const api = await vendor((_, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536, " ")));
      };
      response.on("drain", pour);
      pour();
    });
    expect(await failureOf(askOf(api.origin)(get(api.origin)))).toBe("too_large");
  });

  it("fails when nobody listens, and says so by the code alone", async () => {
    const gone = await answering("");
    await closing.pop()?.();
    const asked = askOf(gone.origin)(get(`${gone.origin}/?key=secret`));
    await expect(asked).rejects.toThrow(
      `${new URL(gone.origin).host} cannot be reached (ECONNREFUSED)`,
    );
    expect(await failureOf(asked)).toBe("network");
  });

  it("fails when it speaks no HTTP", async () => {
    const sockets: Socket[] = [];
    const server = createSocketServer((socket) => {
      sockets.push(socket.on("error", () => {}));
      socket.write("SSH-2.0-OpenSSH_9\r\n");
    });
    closing.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const origin = await listen(server as unknown as Server);
    expect(await failureOf(askOf(origin)(get(origin)))).toBe("network");
  });

  it("fails without a word of the token when that fits no header", async () => {
    const api = await answering("{}");
    const request = { ...get(api.origin), headers: { Authorization: "Bearer secret\nsecret" } };
    expect(await failureOf(askOf(api.origin)(request))).toBe("network");
    expect(api.seen).toEqual([]);
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("with %d is followed on the same origin", async (status) => {
    const api = await redirecting((path) => (path === "/from" ? "/to?a=1" : null), status);
    expect((await askOf(api.origin)(get(`${api.origin}/from`))).body).toEqual({ at: "the end" });
    expect(linesOf(api)).toEqual(["GET /from", "GET /to?a=1"]);
    expect(api.seen[1]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it("is followed twice, and not thrice", async () => {
    const api = await redirecting((path) => (path === "/0" ? null : `/${Number(path[1]) - 1}`));
    const ask = askOf(api.origin);
    expect((await ask(get(`${api.origin}/2`))).body).toEqual({ at: "the end" });
    expect(await failureOf(ask(get(`${api.origin}/3`)))).toBe("redirect_refused");
    expect(linesOf(api)).toEqual(["GET /2", "GET /1", "GET /0", "GET /3", "GET /2", "GET /1"]);
  });

  it("to another host is refused, and that one hears nothing, even if it is the provider's too", async () => {
    const elsewhere = await answering("{}");
    const api = await redirecting(() => `${elsewhere.origin}/?key=secret`);
    for (const others of [[], [elsewhere.origin]]) {
      expect(await failureOf(askOf(api.origin, { others })(get(api.origin)))).toBe(
        "redirect_refused",
      );
    }
    expect(elsewhere.seen).toEqual([]);
    expect(api.seen).toHaveLength(2);
  });

  it.each([
    ["another scheme", (host: string) => `https://${host}/`],
    ["the same host with a name", (host: string) => `http://secret@${host}/`],
    ["what is no address", () => "http://["],
    ["another kind of address", () => "data:application/json,{}"],
  ])("to %s is refused", async (_, locate) => {
    const api = await vendor(({ headers }, response) =>
      response.writeHead(302, { location: locate(headers.host ?? "") }).end(),
    );
    expect(await failureOf(askOf(api.origin)(get(api.origin)))).toBe("redirect_refused");
    expect(api.seen).toHaveLength(1);
  });

  it("of a POST is refused: it may not be sent twice", async () => {
    const api = await redirecting((path) => (path === "/from" ? "/to" : null), 307);
    const post: VendorRequest = { ...get(`${api.origin}/from`), method: "POST", body: "{}" };
    expect(await failureOf(askOf(api.origin)(post))).toBe("redirect_refused");
    expect(linesOf(api)).toEqual(["POST /from"]);
  });

  it.each([
    [300, { location: "/to" }],
    [302, {}],
  ])("of status %d with %o is none, but an answer", async (status, headers) => {
    const api = await vendor((_, response) => response.writeHead(status, headers).end("{}"));
    expect(await askOf(api.origin)(get(api.origin))).toMatchObject({ status, body: {} });
  });
});

describe("an address", () => {
  const ORIGIN = "https://api.vendor.example";

  it.each([
    ["https://api.vendor.example.evil.example/", "https://api.vendor.example.evil.example"],
    ["https://api.vendor.example@evil.example/", "https://evil.example"],
    ["http://api.vendor.example/", "http://api.vendor.example"],
    ["https://api.vendor.example:444/", "https://api.vendor.example:444"],
    ["https://secret@api.vendor.example/", "https://api.vendor.example"],
    ["/v1?key=secret", "what is no address"],
  ])("%s is not the provider's, and nobody is asked", async (url, told) => {
    let asked = 0;
    const ask = createAsk({
      provider: { name: "Vendor", origin: ORIGIN, other_origins: [] },
      baseUrl: null,
      fetch: () => Promise.resolve(new Response(`${++asked}`)),
    });
    await expect(ask(get(url))).rejects.toThrow(new Error(`Vendor may not be asked at ${told}`));
    expect(asked).toBe(0);
  });

  it("may be of each of the provider's origins", async () => {
    const [api, fallback] = [await answering("1"), await answering("2")];
    const ask = askOf(api.origin, { others: [fallback.origin] });
    expect((await ask(get(`${api.origin}/a`))).body).toBe(1);
    expect((await ask(get(`${fallback.origin}/b`))).body).toBe(2);
  });

  it.each(["", "/", "/claude", "/claude/"])(
    "is that of the base URL in every origin's place, below its path %j",
    async (path) => {
      const proxy = await answering("{}");
      const ask = askOf(ORIGIN, {
        others: ["https://q.vendor.example"],
        baseUrl: `${proxy.origin}${path}`,
      });
      await ask(get(`${ORIGIN}/v1/usage?a=b`));
      await ask(get("https://q.vendor.example/"));
      const prefix = path.replace(/\/$/, "");
      expect(linesOf(proxy)).toEqual([`GET ${prefix}/v1/usage?a=b`, `GET ${prefix}/`]);
    },
  );

  it("below a base URL stays below it, wherever a redirect leads", async () => {
    const to: Record<string, string> = {
      "/claude/a": "/claude/b",
      "/claude/c": "/codex/b",
      "/claude/d": "/claude/../codex/b",
      "/claude/e": "/claudette",
      "/claude/f": `${ORIGIN}/b`,
    };
    const proxy = await redirecting((path) => to[path] ?? null);
    const ask = askOf(ORIGIN, { baseUrl: `${proxy.origin}/claude` });
    expect((await ask(get(`${ORIGIN}/a`))).body).toEqual({ at: "the end" });
    for (const path of ["c", "d", "e", "f"]) {
      expect(await failureOf(ask(get(`${ORIGIN}/${path}`)))).toBe("redirect_refused");
    }
    expect(linesOf(proxy)).toEqual(
      ["a", "b", "c", "d", "e", "f"].map((path) => `GET /claude/${path}`),
    );
  });
});

describe("the variable of a provider's base URL", () => {
  it("is named after the provider", () => {
    expect(providerUrlVariable("opencode-go")).toBe("LEEWAY_PROVIDER_OPENCODE_GO_URL");
    expect(providerUrlVariable("claude")).toBe("LEEWAY_PROVIDER_CLAUDE_URL");
    expect(new Set(ProviderId.options.map(providerUrlVariable)).size).toBe(15);
  });
});
