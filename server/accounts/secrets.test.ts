import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Emulator, startEmulator } from "../../mocks/emulator.ts";
import type { VendorFault } from "../../mocks/vendor/vendorState.ts";
import { API_PREFIX, endpoints } from "../../src/contract/api.ts";
import { ProviderId } from "../../src/contract/snapshot.ts";
import { localOperator } from "../admission/principal.ts";
import { compose } from "../compose.ts";
import { parseEnvironment } from "../edge/environment.ts";
import { listen } from "../edge/listen.ts";
import { pgliteFolders } from "../engines/pgliteFolders.ts";
import { providerUrlVariable } from "../providers/providerUrlVariable.ts";

/** Short, so that whoever quotes only the beginning of something gives them away, too. */
const secrets = {
  pasted: "pst-7Qk1vZ9xL2",
  echoed: "ech-3Wn8bT5yC6",
  rejected: "rej-9Jd4hR2mF7",
  replaced: "rpl-6Gs5kU8pA1",
  filed: "fil-2Xo7cE4wN9",
  environment: "env-8Mb3tY6qH5",
  found: "fnd-5Lv9zI1jS3",
  /** A plain word, as a member of an answer may be. */
  named: "nam_4Tz8kW1qB6",
  account: "acc-1Pr6gO7dK4",
  secret: "sec-4Ua2fB8eV0-a-long-one",
} as const;
const EMAIL = "dana.planted@mail.example";
/** Is expected in answers, in the log and in the data folder: what looks for it is not blind. */
const CONTROL = "control-3Hy6";
const VARIABLE = "SUITE_PLANTED_TOKEN";
const TOOL_VARIABLE = "DEEPSEEK_API_KEY";
const NOBODY = "00000000-0000-4000-8000-ffffffffffff";

/** Whichever of them is there, as it is or in what hides nothing. */
function secretsIn(text: string): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) =>
      [
        secret,
        secret.slice(0, 10),
        secret.slice(-9),
        encodeURIComponent(secret),
        Buffer.from(secret).toString("base64").replace(/=+$/, ""),
        Buffer.from(secret).toString("hex"),
      ].some((form) => text.includes(form)),
    )
    .map(([name]) => name);
}

const folders = pgliteFolders();
let home: string;
let emulator: Emulator;
let echo: { server: Server; url: string; heard: string[] };
/** What the echoing vendors answer with. */
let echoStatus = 401;

let log = "";
let answers = "";
let identities = "";
let events = "";
const driven = new Set<string>();
let data = "";

/** DeepSeek's usage, with members that are named by whom it is told to. */
const named = (token: string) => ({
  is_available: true,
  balance_infos: [
    { currency: "USD", total_balance: "5", [token]: 1, [EMAIL]: 1, [`of_${token}`]: 1 },
  ],
  [token]: 1,
  [EMAIL]: 1,
});

/** A vendor that repeats all it was told, wherever an answer can hold it. */
async function startEcho(): Promise<typeof echo> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const { authorization = "", cookie = "" } = request.headers;
    const said = `You sent ${authorization} ${cookie} ${JSON.stringify(request.headers)}`;
    heard.push(said);
    response.writeHead(echoStatus, {
      "Content-Type": "application/json",
      "Set-Cookie": `session=${authorization.replace(/\W/g, "")}`,
      "X-Request": authorization,
      "Retry-After": authorization || "5",
      Location: `http://elsewhere.example/?token=${encodeURIComponent(authorization)}`,
      "WWW-Authenticate": `Bearer realm="${authorization}"`,
    });
    const body = {
      error: { message: said, code: said, type: said, status: said, details: [{ reason: said }] },
      message: said,
      Message: said,
      detail: said,
      msg: said,
      reason: said,
      code: said,
      base_resp: { status_code: 1004, status_msg: said },
      // A good answer to some, all of whose other members are named by what was told.
      ...(echoStatus === 200 && named(authorization.replace("Bearer ", ""))),
    };
    response.end(echoStatus === 502 ? `<html>${said}</html>` : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Lays credentials where tools keep them. */
function plant(): void {
  home = mkdtempSync(join(tmpdir(), "leeway-secrets-"));
  const claims = Buffer.from(JSON.stringify({ email: EMAIL })).toString("base64url");
  const tokens = {
    access_token: secrets.found,
    id_token: `h.${claims}.s`,
    account_id: secrets.account,
  };
  mkdirSync(join(home, ".codex"));
  writeFileSync(join(home, ".codex", "auth.json"), JSON.stringify({ tokens }));
  writeFileSync(join(home, "token.txt"), secrets.filed);
  writeFileSync(join(home, "broken.json"), `{"claudeAiOauth": ${secrets.filed}`);
  writeFileSync(join(home, "lines.txt"), `${secrets.filed}\n${secrets.filed}\n`);
  vi.stubEnv("HOME", home);
  vi.stubEnv("CODEX_HOME", "");
  vi.stubEnv(VARIABLE, secrets.environment);
  vi.stubEnv(TOOL_VARIABLE, secrets.environment);
  vi.stubEnv("LEEWAY_SECRET", secrets.secret);
}

/** The bytes of every file below a folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

async function drive(url: string): Promise<void> {
  const ask = async (method: string, path: string, body?: string, headers: object = {}) => {
    const response = await fetch(url + path, {
      method,
      body: body ?? null,
      headers: { ...headers },
    });
    const text = await response.text();
    const told = `${response.status} ${JSON.stringify([...response.headers])} ${text}\n`;
    // The one answer that is there to tell who an account belongs to.
    if (path.endsWith("/identity")) identities += told;
    else answers += told;
    return text === "" ? {} : (JSON.parse(text) as { id?: string });
  };
  const call = (method: string, path: string, body?: unknown, headers?: object) =>
    ask(method, API_PREFIX + path, body === undefined ? undefined : JSON.stringify(body), headers);
  const add = async (provider: ProviderId, credential: object, nickname: string = provider) => {
    const { id } = await call("POST", "/providers/connections", { provider, nickname, credential });
    return id ?? NOBODY;
  };
  const token = (token: string) => ({ kind: "token", token });

  // Each kind of credential, with vendors that answer well.
  emulator.vendor.set("claude", secrets.pasted, { session_pct: 20, weekly_pct: 40 });
  emulator.vendor.set("claude", secrets.filed, { session_pct: 100, weekly_pct: 40 });
  emulator.vendor.set("claude", secrets.environment, { session_pct: 20, weekly_pct: 100 });
  const pasted = await add("claude", token(secrets.pasted), CONTROL);
  await add("claude", { kind: "file", path: join(home, "token.txt") });
  await add("claude", { kind: "environment", name: VARIABLE });
  await add("claude", token(secrets.rejected));

  // And with vendors that repeat what they are told, failing in every way.
  const echoed: string[] = [await add("codex", { kind: "discovered", id: "codex:codex" })];
  echoed.push(await add("deepseek", { kind: "discovered", id: `deepseek:env:${TOOL_VARIABLE}` }));
  for (const provider of ProviderId.options) {
    if (provider === "claude") continue;
    echoed.push(await add(provider, { ...token(secrets.echoed), account_id: secrets.account }));
  }
  echoStatus = 200;
  await add("deepseek", token(secrets.named), "named");
  for (const status of [200, 302, 400, 403, 404, 500, 502, 401, 429]) {
    echoStatus = status;
    await Promise.all(echoed.map((id) => call("GET", `/usage/${id}`)));
  }
  const faults: VendorFault["kind"][] = ["truncated", "html_403", "500", "no_limits", "drift"];
  for (const kind of [...faults, "401", "429"] as const) {
    emulator.vendor.fault(secrets.pasted, { kind });
    await call("GET", `/usage/${pasted}`);
  }

  // Credentials that cannot be read, and requests that are wrong in the very place of a secret.
  for (const name of ["broken.json", "lines.txt"]) {
    await add("claude", { kind: "file", path: join(home, name) });
  }
  await add("claude", { kind: "environment", name: "LEEWAY_SECRET" });
  await add("claude", { kind: "environment", name: secrets.replaced });
  await add("claude", { kind: "file", path: secrets.replaced });
  await add("claude", { kind: secrets.replaced });
  await add("claude", token(`${secrets.replaced} ${secrets.replaced}`));
  await add("claude", { ...token(secrets.replaced), region: secrets.replaced });
  await add("claude", { ...token(secrets.replaced), colour: secrets.replaced });
  await add("claude", token(secrets.replaced), secrets.replaced.repeat(9));
  await add(secrets.replaced as ProviderId, token(secrets.replaced));
  const paths = ["/providers/connections", "/runs", "/decision"];
  for (const path of paths) {
    for (const body of [
      secrets.replaced,
      `{"credential":${secrets.replaced}}`,
      `{"token":"${secrets.replaced}"`,
      `{"token":"${secrets.replaced}\n"}`,
      `{"token":"${secrets.replaced}\\x"}`,
      `"${secrets.replaced}"`,
      `["${secrets.replaced}"]`,
      JSON.stringify({ project_id: secrets.replaced, provider: { token: secrets.replaced } }),
    ]) {
      await ask("POST", API_PREFIX + path, body, { Authorization: `Bearer ${secrets.replaced}` });
    }
  }
  await call("GET", `/providers/client?sort=${secrets.replaced}&status=${secrets.replaced}`);
  await call("GET", `/providers/client?page=${secrets.replaced}&q=${secrets.replaced}`);
  await call("POST", "/runs", {}, { "Idempotency-Key": `${secrets.replaced} x` });
  const changed = await add("claude", token(secrets.rejected), "changed");
  await call("PATCH", `/providers/connections/${changed}`, {
    credential: token(secrets.replaced),
  });

  // Work, refused and started; an agent that tells all it can see.
  await call("POST", "/projects", { id: "acme/web", name: "Acme web" });
  const { id: run = NOBODY } = await call("POST", "/runs", { project_id: "acme/web" });
  await call("POST", "/providers/claude/select", {});
  await call("POST", "/providers/claude/select", { model: "opus" });
  await call("PATCH", `/providers/connections/${pasted}`, { enabled: false });
  await call("POST", "/runs", { project_id: "acme/web", provider: "claude" });
  const { id: job = NOBODY } = await call("POST", "/providers/refresh", {});
  await vi.waitFor(
    async () => {
      const now = (await call("GET", `/jobs/${job}`)) as { status?: string };
      expect(now.status).toBe("done");
      expect(await call("GET", `/runs/${run}`)).toMatchObject({ status: "succeeded" });
    },
    { timeout: 20_000, interval: 100 },
  );

  // And all that the table has, the removals last.
  const ids: [pattern: RegExp, id: string][] = [
    [/^\/projects/, "acme%2Fweb"],
    [/^\/runs/, run],
    [/^\/jobs/, job],
    [/./, pasted],
  ];
  const table = [...endpoints].toSorted(
    (a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"),
  );
  for (const { method, path } of table) {
    const id = ids.find(([pattern]) => pattern.test(path))?.[1] ?? NOBODY;
    const concrete = path.replace(":provider", "claude").replace(/:\w+/, id);
    await call(method, concrete, method === "GET" ? undefined : {});
    driven.add(`${method} ${path}`);
  }
  await call("GET", `/providers/connections/${echoed[0]}/identity`);
  for (const path of ["/openapi.json", "/healthz", "/readyz"]) await ask("GET", path);
  for (const path of ["/metrics", "/"]) answers += await (await fetch(url + path)).text();
}

beforeAll(async () => {
  plant();
  emulator = await startEmulator({ port: 0 });
  echo = await startEcho();
  vi.spyOn(pino, "destination").mockReturnValue({
    write: (line: string) => void (log += line),
  } as unknown as ReturnType<typeof pino.destination>);
  const folder = folders.create();
  const tellAll = "console.log(JSON.stringify(process.env))";
  const environment = parseEnvironment({
    LEEWAY_DATA: folder,
    LEEWAY_SECRET: secrets.secret,
    LEEWAY_SAMPLE: "off",
    LEEWAY_RUN_COMMAND: JSON.stringify([process.execPath, "-e", tellAll]),
    LOG_LEVEL: "trace",
    ...Object.fromEntries(
      ProviderId.options.map((id) => [
        providerUrlVariable(id),
        `${id === "claude" ? emulator.url : echo.url}/${id}`,
      ]),
    ),
  });
  const service = await compose(environment, { version: "0.0.0-test", sampleAgent: "" });
  const { app } = service;
  const port = { principal: localOperator, clientFolder: home, host: "127.0.0.1", port: 0 };
  const { url, close } = await listen({ app, ...port });
  app.live(
    { send: (text) => void (events += text), onClose: () => {}, onMessage: () => {} },
    localOperator,
  );
  try {
    await drive(url);
  } finally {
    await close();
    await service.close();
    data = bytesOf(folder);
  }
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
  echo.server.closeAllConnections();
  await new Promise((resolve) => echo.server.close(resolve));
  rmSync(home, { recursive: true, force: true });
});

describe("what is looked through", () => {
  it("holds what it is expected to hold", () => {
    expect(answers).toContain(CONTROL);
    expect(data).toContain(CONTROL);
    expect(log).toContain('"path":"/api/providers/client"');
    expect(log).toContain('skip \\"');
    expect(log).toMatch(/"keys":\[[^\]]*"\d+ unnamed"\],"msg":"vendor drift"/);
    expect(events).toContain("/providers/client");
    expect(identities).toContain(EMAIL);
    expect(answers).toContain("d•••@m•••.example");
  });

  it("comes of every endpoint", () => {
    expect([...driven].toSorted()).toEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  it("comes of vendors that were told the secrets, and repeated them", () => {
    const heard = secretsIn(echo.heard.join("\n"));
    expect(heard).toEqual(
      expect.arrayContaining(["echoed", "environment", "found", "account", "named"]),
    );
    const { by_token } = emulator.vendor.seen("claude");
    const { pasted, filed, environment, rejected, replaced } = secrets;
    const used = [pasted, filed, environment, rejected, replaced];
    expect(used.filter((token) => by_token[token] === undefined)).toEqual([]);
  });

  it("would be noticed", () => {
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secretsIn(`x${secret}y`)).toEqual([name]);
      expect(secretsIn(Buffer.from(secret).toString("base64"))).toEqual([name]);
      expect(secretsIn(`…${secret.slice(0, 10)}…`)).toEqual([name]);
    }
  });
});

describe("no secret is", () => {
  it("in an answer, be it in its headers", () => {
    expect(secretsIn(answers)).toEqual([]);
    expect(secretsIn(identities)).toEqual([]);
  });

  it("in the log, at its most talkative", () => expect(secretsIn(log)).toEqual([]));

  it("in a live event", () => expect(secretsIn(events)).toEqual([]));

  it("in plain text in the data folder", () => expect(secretsIn(data)).toEqual([]));
});

it("who an account belongs to is told only where it is asked for", () => {
  expect(answers).not.toContain(EMAIL);
  expect(log).not.toContain(EMAIL);
  expect(events).not.toContain(EMAIL);
});
