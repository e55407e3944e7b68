import { describe, expect, it } from "vitest";
import { whyForeign } from "./guard.ts";

const why = (headers: Record<string, string>) => whyForeign((name) => headers[name]);

describe("the guard", () => {
  it.each([
    [{ host: "127.0.0.1:4310" }],
    [{ host: "localhost:4310" }],
    [{ host: "LOCALHOST:4310" }],
    [{ host: "[::1]:4310" }],
    [{ host: "localhost" }],
    [{ host: "127.0.0.1:4310", origin: "http://127.0.0.1:4310" }],
    [{ host: "127.0.0.1:4310", origin: "http://localhost:4310" }],
    [{ host: "[::1]:4310", origin: "http://[::1]:4310" }],
    [{ host: "localhost:80", origin: "http://localhost" }],
  ])("lets %o in", (headers) => {
    expect(why(headers)).toBeNull();
  });

  it.each([
    ["no name", {}],
    ["an empty name", { host: "" }],
    ["another name", { host: "evil.example" }],
    ["another name that resolves to this machine", { host: "127.0.0.1.nip.example:4310" }],
    ["a name that only ends like ours", { host: "evil-localhost:4310" }],
    ["a name below ours", { host: "evil.localhost:4310" }],
    ["another address of this machine", { host: "192.168.0.7:4310" }],
    ["every address", { host: "0.0.0.0:4310" }],
    ["another IPv6 address", { host: "[fe80::1]:4310" }],
    ["a name that is none", { host: "local host" }],
  ])("keeps %s out", (_, headers) => {
    expect(why(headers)).toMatch(/loopback only/);
  });

  it.each([
    "https://evil.example",
    "http://evil.example:4310",
    "http://localhost:3000",
    "http://localhost",
    "https://localhost:4310",
    "null",
    "",
    "chrome-extension://localhost:4310",
  ])("keeps pages of the origin %j out", (origin) => {
    expect(why({ host: "localhost:4310", origin })).toMatch(/another origin/);
  });

  it.each(["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"])(
    "keeps out what came through a proxy: %s",
    (name) => {
      expect(why({ host: "localhost:4310", [name]: "127.0.0.1" })).toContain(name);
      expect(why({ host: "localhost:4310", [name]: "" })).toContain(name);
    },
  );
});
