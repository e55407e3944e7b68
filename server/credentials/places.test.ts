import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import initSqlJs from "sql.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CredentialError } from "../providers/credentialError.ts";
import { credentialOf } from "../providers/credentialOf.ts";
import { objectOf, textOf } from "../providers/lenient.ts";
import type { Place, Provider } from "../providers/provider.ts";
import type { Keychain } from "./keychain.ts";
import { createPlaces } from "./places.ts";

const MIB = 1024 * 1024;

let root: string;
let home: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "leeway-places-"));
  home = join(root, "home");
  mkdirSync(home);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a file, below the home folder unless its path is absolute; gives its path. */
function put(path: string, content: string | Uint8Array): string {
  const file = path.startsWith("/") ? path : join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const table = {
  kind: "sqlite",
  table: 'odd "table"',
  key_column: "key",
  value_column: "value",
  keys: ["tool/token", "tool/mail"],
} as const;
const tool = { tool: "Some Tool", format: { kind: "json" } } as const;
const PLACES: Place[] = [
  { ...tool, id: "tool-config", path: "$TOOL_HOME/login.json" },
  { ...tool, id: "tool", path: "~/.tool/login.json" },
  { ...tool, id: "editor", tool: "Some Editor", path: "~/.editor/state.db", format: table },
];

/** Reads `{token, mail}`, `{tokens: [...]}`, or the rows of `table`. */
function provider(more: Partial<Provider> = {}): Provider {
  return {
    id: "claude",
    name: "Some Vendor",
    origin: "https://vendor.example",
    other_origins: [],
    poll_seconds: 300,
    poses_as_client: false,
    variables: ["SOME_KEY", "OTHER_KEY"],
    places: PLACES,
    paste_hint: "A key",
    readCredential(content) {
      const { token, tokens, mail, ...rows } = objectOf(content);
      const given = Array.isArray(tokens) ? tokens : [token ?? rows["tool/token"]];
      const identity = textOf(mail ?? rows["tool/mail"]);
      return given.flatMap((one) =>
        typeof one === "string" ? [credentialOf(one, { identity })] : [],
      );
    },
    fetch: () => Promise.reject(new Error("not asked")),
    read: () => {
      throw new Error("not read");
    },
    ...more,
  };
}

interface Machine {
  environment?: Record<string, string>;
  platform?: NodeJS.Platform;
  /** Passwords by service; undefined: there is no keychain to be asked. */
  passwords?: Record<string, string>;
}
function placesOf({ environment = {}, platform = "linux", passwords }: Machine = {}) {
  const known = () => {
    if (passwords === undefined) throw new Error("the keychain was asked");
    return passwords;
  };
  const keychain: Keychain = {
    has: (service) => Promise.resolve(service in known()),
    read: (service) => Promise.resolve(known()[service] ?? null),
  };
  return createPlaces({ environment, home, platform, keychain });
}

const foundIds = async (machine: Machine, ...providers: Provider[]) =>
  (await placesOf(machine).discover(providers)).map(({ id }) => id);

/** The code and the message of a failure. */
async function faultOf(reading: Promise<unknown>): Promise<[code: string, message: string]> {
  const error = await reading.then(
    () => new Error("it was read"),
    (error: unknown) => error,
  );
  if (!(error instanceof CredentialError)) throw error;
  expect(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(/secret/);
  return [error.code, error.message];
}

async function databaseOf(rows: Record<string, string | Uint8Array>): Promise<Buffer> {
  const { Database } = await initSqlJs();
  const database = new Database();
  database.run('CREATE TABLE "odd ""table""" (key TEXT PRIMARY KEY, value BLOB)');
  for (const row of Object.entries(rows)) {
    database.run('INSERT INTO "odd ""table""" VALUES (?, ?)', row);
  }
  const bytes = Buffer.from(database.export());
  database.close();
  return bytes;
}
/** As it lies while its writer keeps a write-ahead log. */
const inWalMode = (bytes: Buffer) => {
  bytes.fill(2, 18, 20);
  return bytes;
};

describe("what there is on the machine", () => {
  it("is found by name and place, without reading any of it", async () => {
    put(".tool/login.json", "not even JSON");
    put(".editor/state.db", "no database");
    put(join(root, "config/login.json"), "");
    const environment = { TOOL_HOME: join(root, "config"), OTHER_KEY: "secret", SOME_KEY: "" };
    const zai = provider({ id: "zai", places: [] });
    expect(await placesOf({ environment }).discover([provider(), zai])).toEqual([
      { id: "claude:env:OTHER_KEY", provider: "claude", tool: null, place: "OTHER_KEY" },
      {
        id: "claude:tool-config",
        provider: "claude",
        tool: "Some Tool",
        place: join(root, "config/login.json"),
      },
      { id: "claude:tool", provider: "claude", tool: "Some Tool", place: "~/.tool/login.json" },
      {
        id: "claude:editor",
        provider: "claude",
        tool: "Some Editor",
        place: "~/.editor/state.db",
      },
      { id: "zai:env:OTHER_KEY", provider: "zai", tool: null, place: "OTHER_KEY" },
    ]);
  });

  it("is nothing on a machine without any, or where a folder bears the name", async () => {
    expect(await foundIds({}, provider())).toEqual([]);
    mkdirSync(join(home, ".tool/login.json"), { recursive: true });
    put(".editor", "a file where a folder should be");
    expect(await foundIds({}, provider())).toEqual([]);
  });

  it("is told once, if a variable points to where it is anyway", async () => {
    put(".tool/login.json", "{}");
    const environment = { TOOL_HOME: `${home}/.tool/` };
    expect(await foundIds({ environment }, provider())).toEqual(["claude:tool-config"]);
  });

  it("is only what this platform has", async () => {
    put(".tool/login.json", "{}");
    const service = { kind: "keychain", service: "Tool-login" } as const;
    const places: Place[] = [
      { ...tool, id: "windows", path: "~/.tool/login.json", platform: "win32" },
      { ...tool, id: "keychain", path: "Keychain: Tool-login", format: service },
      { ...tool, id: "none", path: "Keychain: Other", format: { ...service, service: "Other" } },
    ];
    const passwords = { "Tool-login": "secret" };
    expect(await foundIds({}, provider({ places }))).toEqual([]);
    expect(await foundIds({ platform: "win32" }, provider({ places }))).toEqual(["claude:windows"]);
    const darwin = placesOf({ platform: "darwin", passwords });
    expect(await darwin.discover([provider({ places })])).toMatchObject([
      { id: "claude:keychain", place: "Keychain: Tool-login" },
    ]);
  });
});

describe("a login that was found", () => {
  const read = (id: string, machine: Machine = {}, from = provider()) =>
    placesOf(machine).read(from, "discovered", id);

  it("is read from a tool's file, each time anew", async () => {
    put(".tool/login.json", '\u{feff}{"token":"first","mail":"me@vendor.example"}');
    const places = placesOf();
    const first = await places.read(provider(), "discovered", "claude:tool");
    expect(first).toEqual(credentialOf("first", { identity: "me@vendor.example" }));
    put(".tool/login.json", '{"tokens":["second","third"]}');
    const second = await places.read(provider(), "discovered", "claude:tool");
    expect(second).toEqual(credentialOf("second"));
  });

  it("is read where a variable points, also from the home folder and through a link", async () => {
    put("deep/er/login.json", '{"token":"deep"}');
    symlinkSync(join(home, "deep"), join(home, "link"));
    for (const TOOL_HOME of ["~/deep/er", `${home}/link/er`]) {
      const credential = await read("claude:tool-config", { environment: { TOOL_HOME } });
      expect(credential.token).toBe("deep");
    }
  });

  it("is read from a variable of the provider's, and from no other", async () => {
    const environment = { OTHER_KEY: " of-the-variable\n", PATH: "secret" };
    expect(await read("claude:env:OTHER_KEY", { environment })).toEqual(
      credentialOf("of-the-variable"),
    );
    expect(await faultOf(read("claude:env:SOME_KEY", { environment }))).toEqual([
      "unset",
      "SOME_KEY is not set where Leeway was started",
    ]);
    expect(await faultOf(read("claude:env:PATH", { environment }))).toEqual([
      "not_found",
      "Some Vendor has no such place here",
    ]);
  });

  it("is read from the keychain", async () => {
    const format = { kind: "keychain", service: "Tool-login" } as const;
    const from = provider({
      places: [{ ...tool, id: "keychain", path: "Keychain: Tool", format }],
    });
    const on = (password?: string): Machine => ({
      platform: "darwin",
      passwords: password === undefined ? {} : { "Tool-login": password },
    });
    expect(await read("claude:keychain", on('{"token":"kept"}'), from)).toEqual(
      credentialOf("kept"),
    );
    expect(await faultOf(read("claude:keychain", on(), from))).toEqual([
      "not_found",
      "Keychain: Tool does not exist",
    ]);
    expect(await faultOf(read("claude:keychain", on("secret"), from))).toEqual([
      "malformed",
      "Keychain: Tool is damaged, or of a form not known to Leeway",
    ]);
    expect((await faultOf(read("claude:keychain", {}, from)))[0]).toBe("not_found");
  });

  it("is the first that is there of several places with one id", async () => {
    const places = ["~/new.json", "$NOWHERE/login.json", "~/old.json"].map((path) => ({
      ...tool,
      id: "tool",
      path,
    }));
    put("old.json", '{"token":"old"}');
    const from = provider({ places });
    expect((await read("claude:tool", {}, from)).token).toBe("old");
    put("new.json", '{"token":"new"}');
    expect((await read("claude:tool", {}, from)).token).toBe("new");
    expect(await foundIds({}, from)).toEqual(["claude:tool"]);
  });

  it.each([
    ["of another provider", "zai:tool"],
    ["of no provider", "tool"],
    ["without a name", "claude:"],
    ["that is a path", "claude:~/.tool/login.json"],
  ])("is not read from a place %s", async (_, id) => {
    put(".tool/login.json", '{"token":"secret"}');
    expect((await faultOf(read(id)))[0]).toBe("not_found");
  });

  it.each([
    ["malformed", '{"token":"secret', "is damaged, or of a form not known to Leeway"],
    ["malformed", "secret", "is damaged, or of a form not known to Leeway"],
    ["malformed", '{"token":"secret\\nsecret"}', "is damaged, or of a form not known to Leeway"],
    ["malformed", '{"token":"sécret"}', "is damaged, or of a form not known to Leeway"],
    ["no_login", '{"other":"secret"}', "holds no login for Some Vendor: sign in with Some Tool"],
    ["no_login", "[]", "holds no login for Some Vendor: sign in with Some Tool"],
  ])("is %s if the file holds %s", async (code, content, message) => {
    put(".tool/login.json", content);
    expect(await faultOf(read("claude:tool"))).toEqual([code, `~/.tool/login.json ${message}`]);
  });

  it("is malformed if the reader stumbles over it, whatever that says", async () => {
    put(".tool/login.json", "{}");
    const readCredential = () => {
      throw new Error("secret");
    };
    const reading = read("claude:tool", {}, provider({ readCredential }));
    expect((await faultOf(reading))[0]).toBe("malformed");
  });

  it("is not found if the file is gone, or the variable that points to it", async () => {
    expect(await faultOf(read("claude:tool"))).toEqual([
      "not_found",
      "~/.tool/login.json does not exist",
    ]);
    expect(await faultOf(read("claude:tool-config"))).toEqual([
      "not_found",
      "$TOOL_HOME/login.json does not exist",
    ]);
  });
});

describe("a login in a database", () => {
  const rows = { "tool/token": "kept", "tool/mail": Buffer.from("mé@vendor.example"), more: "x" };
  const kept = credentialOf("kept", { identity: "mé@vendor.example" });
  const read = (kind: "discovered" | "file") =>
    placesOf().read(provider(), kind, kind === "file" ? "~/.editor/state.db" : "claude:editor");

  it.each(["discovered", "file"] as const)("is read from its rows (%s)", async (kind) => {
    put(".editor/state.db", await databaseOf(rows));
    expect(await read(kind)).toEqual(kept);
  });

  it("is read while its writer keeps a log beside it, and the file stays as it is", async () => {
    const bytes = inWalMode(await databaseOf(rows));
    const file = put(".editor/state.db", bytes);
    put(".editor/state.db-wal", "what the writer is at");
    expect(await read("discovered")).toEqual(kept);
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(dirname(file))).toEqual(["state.db", "state.db-wal"]);
  });

  it("is read from one that is larger than other files may be", async () => {
    const padding = new Uint8Array(2 * MIB);
    put(".editor/state.db", await databaseOf({ ...rows, padding }));
    expect(await read("discovered")).toEqual(kept);
  });

  it("is none if there is no row of it, or no table", async () => {
    put(".editor/state.db", await databaseOf({ more: "secret" }));
    const { Database } = await initSqlJs();
    const message = "~/.editor/state.db holds no login for Some Vendor";
    expect(await faultOf(read("discovered"))).toEqual([
      "no_login",
      `${message}: sign in with Some Editor`,
    ]);
    expect(await faultOf(read("file"))).toEqual(["no_login", message]);
    const database = new Database();
    database.run("CREATE TABLE other (secret TEXT)");
    put(".editor/state.db", database.export());
    database.close();
    expect((await faultOf(read("discovered")))[0]).toBe("no_login");
  });

  it("is malformed in a damaged one, and where there is none", async () => {
    const bytes = await databaseOf(rows);
    put(".editor/state.db", bytes.fill(7, 100));
    expect((await faultOf(read("discovered")))[0]).toBe("malformed");
    put(".editor/state.db", '{"tool/token":"secret"}');
    expect((await faultOf(read("discovered")))[0]).toBe("malformed");
  });

  it("is none for a provider whose tools keep no database", async () => {
    const file = put("state.db", await databaseOf(rows));
    const reading = placesOf().read(provider({ places: [] }), "file", file);
    expect((await faultOf(reading))[0]).toBe("no_login");
  });
});

describe("a file that a person points to", () => {
  const read = (path: string) => placesOf().read(provider(), "file", path);

  it.each([
    ["JSON as a tool writes it", ' {"token":"kept"}\n', "kept"],
    ["a token and no line end", "sk-kept", "sk-kept"],
    ["a token in a line", "\u{feff}sk-kept\r\n\n", "sk-kept"],
    ["a token of digits alone", "12345", "12345"],
    ["the longest token", "x".repeat(16_384), "x".repeat(16_384)],
  ])("may hold %s", async (_, content, token) => {
    put("my file", content);
    expect((await read("~/my file")).token).toBe(token);
    expect((await read(join(home, "my file"))).token).toBe(token);
  });

  it.each([
    ["more than a token", "secret secret"],
    ["more than a line", "github.com:\n  oauth_token: secret\n"],
    ["the settings of something", "SECRET=secret\nOTHER=secret\n"],
    ["half of a tool's JSON", '{"token":"secret"'],
    ["what no header carries", "sécret"],
    ["a NUL", "A=secret\0B=secret\0"],
    ["a line without end", "x".repeat(16_385)],
  ])("is malformed if it holds %s", async (_, content) => {
    put("file", content);
    expect((await faultOf(read("~/file")))[0]).toBe("malformed");
  });

  it.each(["", " \n\n"])("holds no login if it is empty: %j", async (content) => {
    put("file", content);
    expect(await faultOf(read("~/file"))).toEqual(["no_login", "~/file is empty"]);
  });

  it.each(["file", "./file", "~other/file", "$HOME/file", "../home/file", ""])(
    "is not looked for at %j",
    async (path) => {
      put("file", "secret");
      expect(await faultOf(read(path))).toEqual([
        "not_found",
        `${path} is neither absolute nor begins with ~/`,
      ]);
    },
  );

  it("is taken at its word: a $ in its name is no variable", async () => {
    put("$SOME_KEY", "kept");
    expect((await read("~/$SOME_KEY")).token).toBe("kept");
  });

  it("may be of 1 MiB, and not more", async () => {
    const file = put("file", `{"token":"kept"}`);
    writeFileSync(file, `{"token":"kept"}${" ".repeat(MIB - 16)}`);
    expect((await read("~/file")).token).toBe("kept");
    writeFileSync(file, `{"token":"kept"}${" ".repeat(MIB - 15)}`);
    expect(await faultOf(read("~/file"))).toEqual(["unreadable", "~/file is larger than 1 MiB"]);
    writeFileSync(file, await databaseOf({}));
    truncateSync(file, 256 * MIB + 1);
    expect(await faultOf(read("~/file"))).toEqual(["unreadable", "~/file is larger than 256 MiB"]);
  });

  it("is a regular file, or is not read", async () => {
    mkdirSync(join(home, "folder"));
    symlinkSync(join(home, "loop"), join(home, "loop"));
    expect(await faultOf(read("~/folder"))).toEqual(["unreadable", "~/folder is not a file"]);
    expect(await faultOf(read("~/loop"))).toEqual(["unreadable", "~/loop cannot be read (ELOOP)"]);
    expect(await faultOf(read("~/none"))).toEqual(["not_found", "~/none does not exist"]);
    expect((await faultOf(read("~/a\0b")))[0]).toBe("unreadable");
  });

  it.skipIf(process.platform === "win32")("is not waited for if it is a pipe", async () => {
    execFileSync("mkfifo", [join(home, "pipe")]);
    expect(await faultOf(read("~/pipe"))).toEqual(["unreadable", "~/pipe is not a file"]);
  });

  it("is named if it may not be read, which root always may", async () => {
    chmodSync(put("file", "kept"), 0);
    const isRoot = process.getuid?.() === 0;
    const told = isRoot ? [(await read("~/file")).token] : await faultOf(read("~/file"));
    expect(told).toEqual(
      isRoot ? ["kept"] : ["unreadable", "~/file may not be read by Leeway's user"],
    );
  });
});

describe("the server's own data", () => {
  it("is never taken for a vendor's token, by a link neither", async () => {
    put("data/own.key", "A".repeat(43));
    put("data-of-another/key", "kept");
    symlinkSync(join(home, "data/own.key"), join(home, "link"));
    const places = createPlaces({
      environment: {},
      home,
      platform: "linux",
      dataFolder: join(home, "data"),
    });
    for (const path of ["~/data/own.key", "~/link", "~/data-of-another/../data/own.key"]) {
      const [code] = await faultOf(places.read(provider(), "file", path));
      expect(code).toBe("not_allowed");
    }
    expect((await places.read(provider(), "file", "~/data-of-another/key")).token).toBe("kept");
  });
});

describe("a variable that a person names", () => {
  const read = (name: string, environment: Record<string, string>) =>
    placesOf({ environment }).read(provider(), "environment", name);

  it("gives a token, or a tool's JSON", async () => {
    expect(await read("MY_KEY", { MY_KEY: "sk-kept" })).toEqual(credentialOf("sk-kept"));
    expect((await read("MY_KEY", { MY_KEY: '{"token":"kept"}' })).token).toBe("kept");
  });

  it.each([
    "LEEWAY_SECRET",
    "LEEWAY_",
    "leeway_data",
    "DATABASE_URL",
    "VALKEY_URL",
    "Database_Url",
  ])("is not %s, which is Leeway's own", async (name) => {
    expect(await faultOf(read(name, { [name]: "secret" }))).toEqual([
      "not_allowed",
      `${name} is Leeway's own, not a vendor's`,
    ]);
  });

  it.each(["MY_DATABASE_URL", "DATABASE_URL_2", "MY_LEEWAY_KEY"])("may be %s", async (name) => {
    expect((await read(name, { [name]: "kept" })).token).toBe("kept");
  });

  it.each(["MY_KEY", "constructor", "__proto__"])(
    "is unset if it has no value: %s",
    async (name) => {
      expect((await faultOf(read(name, {})))[0]).toBe("unset");
    },
  );

  it("is malformed if its value is no token", async () => {
    expect(await faultOf(read("MY_KEY", { MY_KEY: "secret secret" }))).toEqual([
      "malformed",
      "MY_KEY is neither JSON nor one token without blanks",
    ]);
  });
});

describe("reading", () => {
  it("writes nothing: files keep their content, mode and times, and none is added", async () => {
    const then = new Date("2026-01-01T00:00:00Z");
    const files = [
      put(".tool/login.json", '{"token":"kept"}'),
      put(".editor/state.db", inWalMode(await databaseOf({ "tool/token": "kept" }))),
      put("token", "sk-kept"),
    ];
    for (const file of files) utimesSync(file, then, then);
    const look = () => ({
      names: readdirSync(root, { recursive: true, encoding: "utf8" }),
      files: files.map((file) => {
        const { mode, mtimeMs, ctimeMs, ino } = statSync(file);
        return { mode, mtimeMs, ctimeMs, ino, content: readFileSync(file) };
      }),
    });
    const before = look();
    const places = placesOf();
    await places.discover([provider()]);
    await places.read(provider(), "discovered", "claude:tool");
    await places.read(provider(), "discovered", "claude:editor");
    await places.read(provider(), "file", "~/token");
    expect(look()).toEqual(before);
    expect(before.files[0]?.mtimeMs).toBe(then.getTime());
  });
});
