import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSite } from "./site.ts";

const INDEX = "<!doctype html><title>Leeway</title>";
const SCRIPT = `console.log("${"leeway ".repeat(400)}");`;
const SECRET = "not for anybody";

let root: string;
let site: ReturnType<typeof createSite>;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "leeway-site-"));
  const client = join(root, "client");
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(join(client, path, ".."), { recursive: true });
    writeFileSync(join(client, path), content);
  };
  put("index.html", INDEX);
  put("theme.js", "theme()");
  put("assets/index-abc123.js", SCRIPT);
  put("assets/index-abc123.js.br", brotliCompressSync(SCRIPT));
  put("assets/index-abc123.js.gz", gzipSync(SCRIPT));
  put(".vite/manifest.json", SECRET);
  put("assets/.env", SECRET);
  put("../secret.txt", SECRET);
  site = createSite({ fetch: async () => new Response("from the application") }, client);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  site.fetch(
    new Request(`http://localhost${path}`, { method, headers: { host: "localhost", ...headers } }),
  );
const text = async (path: string, headers?: Record<string, string>) =>
  (await ask(path, headers)).text();

describe("the site", () => {
  it.each(["/", "/theme.js", "/api/meta", "/none.js"])(
    "gives %s a strict policy and the usual headers",
    async (path) => {
      const { headers } = await ask(path);
      const policy = Object.fromEntries(
        (headers.get("Content-Security-Policy") ?? "").split(";").map((directive) => {
          const [name, ...sources] = directive.trim().split(" ");
          return [name, sources.join(" ")];
        }),
      );
      expect(policy).toEqual({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
      });
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("X-Frame-Options")).toBe("DENY");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Permissions-Policy")).toContain("camera=()");
      expect(headers.get("Strict-Transport-Security")).toBeNull();
      expect(headers.get("X-Powered-By")).toBeNull();
    },
  );

  it("lets a page that was built for another backend connect to it", async () => {
    const other = createSite({ fetch: async () => new Response() }, root, "https://api.example/x");
    const answer = await other.fetch(
      new Request("http://localhost/", { headers: { host: "localhost" } }),
    );
    expect(answer.headers.get("Content-Security-Policy")).toContain(
      "connect-src 'self' https://api.example wss://api.example;",
    );
  });

  it.each(["/api", "/api/runs", "/healthz", "/readyz", "/openapi.json"])(
    "leaves %s to the application",
    async (path) => {
      expect(await text(path)).toBe("from the application");
    },
  );

  it.each([
    "/apiary",
    "/healthz/x",
    "/quota",
    "/projects/acme%2Fweb",
    "/assets/none",
    "/projects/acme%2Fweb.js",
  ])("answers %s with the page, which is asked for anew each time", async (path) => {
    const answer = await ask(path, { accept: "text/html,*/*" });
    expect(await answer.text()).toBe(INDEX);
    expect(answer.headers.get("Cache-Control")).toBe("no-cache");
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/html/);
  });

  it("keeps hashed files for good, and no others", async () => {
    const cached = async (path: string) => (await ask(path)).headers.get("Cache-Control");
    expect(await cached("/assets/index-abc123.js")).toBe("public, max-age=31536000, immutable");
    expect(await cached("/theme.js")).toBe("no-cache");
    expect(await cached("/")).toBe("no-cache");
    expect(await cached("/assets/index-none.js")).toBeNull();
  });

  it.each([
    ["br, gzip", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
  ])("hands out what was compressed beforehand: %s", async (accepted, encoding, decompress) => {
    const answer = await ask("/assets/index-abc123.js", { "accept-encoding": accepted });
    expect(answer.headers.get("Content-Encoding")).toBe(encoding);
    expect(answer.headers.get("Vary")).toBe("Accept-Encoding");
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/javascript/);
    expect(decompress(Buffer.from(await answer.arrayBuffer())).toString()).toBe(SCRIPT);
  });

  it("sends it plain to whoever takes no compression", async () => {
    const answer = await ask("/assets/index-abc123.js");
    expect(answer.headers.get("Content-Encoding")).toBeNull();
    expect(await answer.text()).toBe(SCRIPT);
  });

  it.each(["/none.js", "/assets/none.css", "/favicon.ico"])("has no %s", async (path) => {
    expect((await ask(path, { accept: "*/*" })).status).toBe(404);
  });

  it.each([
    "/.vite/manifest.json",
    "/%2evite/manifest.json",
    "//.vite/manifest.json",
    "/assets/.env",
    "/assets/%2eenv",
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
  ])("gives nothing away at %s", async (path) => {
    for (const accept of ["*/*", "text/html"]) {
      expect(await text(path, { accept })).not.toContain(SECRET);
    }
  });

  it("answers HEAD with the headers alone", async () => {
    for (const path of ["/", "/quota", "/theme.js"]) {
      const answer = await ask(path, {}, "HEAD");
      expect(answer.status).toBe(200);
      expect(Number(answer.headers.get("Content-Length"))).toBeGreaterThan(0);
      expect(await answer.text()).toBe("");
    }
  });

  it.each(["POST", "PUT", "DELETE"])("takes no %s on its pages", async (method) => {
    expect((await ask("/quota", {}, method)).status).toBe(404);
  });

  const strangers: Record<string, string>[] = [
    { host: "evil.example" },
    { origin: "https://evil.example" },
    { forwarded: "for=x" },
  ];
  it.each(strangers)("tells strangers nothing, with an id to look for: %o", async (headers) => {
    for (const path of ["/", "/theme.js", "/api/meta"]) {
      const answer = await ask(path, headers);
      expect(answer.status).toBe(403);
      const id = answer.headers.get("X-Correlation-Id");
      expect(await answer.json()).toMatchObject({ error: "forbidden", correlation_id: id });
      expect(id).toMatch(/^[\w-]{36}$/);
    }
  });
});
