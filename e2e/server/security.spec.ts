import { request as httpRequest } from "node:http";
import { expect, test } from "./fixtures.ts";

/** A request with headers that `fetch` would not let a test forge. */
function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          body,
        }),
      );
    });
    request.on("error", reject);
    request.end(method === "POST" ? '{"id":"evil/p","name":"Evil"}' : undefined);
  });
}

test("strangers are refused by name and by origin, and change nothing", async ({ startServer }) => {
  const server = await startServer({ environment: { LEEWAY_SAMPLE: "off" } });
  const { host } = new URL(server.url);
  const foreign: Record<string, string>[] = [
    { Host: "evil.example" },
    { Host: `evil.example:${new URL(server.url).port}` },
    { Host: host, Origin: "https://evil.example" },
    { Host: host, Origin: "null" },
    { Host: host, Origin: "http://127.0.0.1:9" },
    { Host: host, "X-Forwarded-For": "10.0.0.1" },
  ];
  for (const headers of foreign) {
    for (const [method, path] of [
      ["POST", "/api/projects"],
      ["GET", "/api/projects"],
      ["GET", "/quota"],
    ] as const) {
      const answer = await ask(server.url + path, method, headers);
      expect(answer, JSON.stringify(headers)).toMatchObject({
        status: 403,
        type: "application/problem+json",
      });
    }
  }
  expect((await server.client.projects.list()).data.projects).toEqual([]);
  const own = await ask(`${server.url}/api/projects`, "POST", { Host: host, Origin: server.url });
  expect(own.status).toBe(201);
});

test("every answer is guarded by a strict policy", async ({ startServer, page }) => {
  const server = await startServer();
  const response = await page.goto(`${server.url}/quota`);
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).not.toContain("unsafe");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("DENY");
});
