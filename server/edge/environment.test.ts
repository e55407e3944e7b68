import { describe, expect, it } from "vitest";
import { ProviderId } from "../../src/contract/snapshot.ts";
import { providerUrlVariable } from "../providers/providerUrlVariable.ts";
import { describeEnvironment, EnvironmentError, parseEnvironment } from "./environment.ts";

const PROVIDER_URLS = Object.fromEntries(
  ProviderId.options.map((id) => [providerUrlVariable(id), undefined]),
);
const OWN_DEFAULTS = {
  PORT: 4310,
  HOST: "127.0.0.1",
  LEEWAY_DATA: "./.leeway",
  LEEWAY_POLICY: undefined,
  LEEWAY_SAMPLE: "on",
  LEEWAY_SECRET: undefined,
  LEEWAY_RUN_COMMAND: undefined,
  LEEWAY_SESSION_COMMAND: undefined,
  LEEWAY_ENVIRONMENT: "local",
  LOG_LEVEL: "info",
};
const DEFAULTS = { ...OWN_DEFAULTS, ...PROVIDER_URLS };

function faultOf(given: Record<string, string>): string {
  try {
    parseEnvironment(given);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return "none";
}

describe("the environment", () => {
  it("has a default for everything, and takes an empty value as not set", () => {
    expect(parseEnvironment({})).toEqual(DEFAULTS);
    const empty = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, ""]));
    expect(parseEnvironment(empty)).toEqual(DEFAULTS);
    expect(parseEnvironment({ UNKNOWN: "kept out" })).toEqual(DEFAULTS);
  });

  it.each([
    ["PORT", "0", 0],
    ["PORT", "65535", 65_535],
    ["HOST", "::1", "::1"],
    ["HOST", "localhost", "localhost"],
    ["LEEWAY_DATA", "/var/lib/leeway", "/var/lib/leeway"],
    ["LEEWAY_POLICY", "policy.json", "policy.json"],
    ["LEEWAY_SAMPLE", "off", "off"],
    ["LEEWAY_ENVIRONMENT", "a".repeat(40), "a".repeat(40)],
    ["LOG_LEVEL", "silent", "silent"],
    ["LEEWAY_SECRET", "sixteen letters!", "sixteen letters!"],
    ["LEEWAY_PROVIDER_CLAUDE_URL", "https://proxy.example", "https://proxy.example"],
    ["LEEWAY_PROVIDER_OPENCODE_GO_URL", "http://127.0.0.1:9/a/", "http://127.0.0.1:9/a/"],
  ])("takes %s=%s", (name, value, read) => {
    expect(parseEnvironment({ [name]: value })).toEqual({ ...DEFAULTS, [name]: read });
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "80.5"],
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["HOST", "0.0.0.0"],
    ["HOST", "leeway.example"],
    ["LEEWAY_SAMPLE", "maybe"],
    ["LEEWAY_ENVIRONMENT", "a".repeat(41)],
    ["LOG_LEVEL", "loud"],
    ["LEEWAY_RUN_COMMAND", "[1]"],
  ])("names %s=%s as wrong", (name, value) => {
    expect(faultOf({ [name]: value })).toMatch(
      new RegExp(`^${name}=${JSON.stringify(value).replaceAll(/[[\]]/g, "\\$&")}: .+$`),
    );
  });

  it.each([
    ["LEEWAY_SECRET", "fifteen letters", "must have at least 16 characters"],
    ...[
      "proxy.example",
      "/claude",
      "ftp://proxy.example",
      "https://me@proxy.example",
      "https://:secret@proxy.example",
      "https://proxy.example?",
      "https://proxy.example/?key=secret",
      "https://proxy.example/#secret",
    ].map((url) => [
      "LEEWAY_PROVIDER_ZAI_URL",
      url,
      "must be an http(s) URL without credentials, query or hash",
    ]),
  ])("names %s as wrong without repeating %s", (name, value, message) => {
    expect(faultOf({ [name]: value })).toBe(`${name}: ${message}`);
  });

  it("names all that is wrong, a line each", () => {
    const lines = faultOf({ PORT: "x", HOST: "0.0.0.0", LOG_LEVEL: "loud", LEEWAY_SAMPLE: "off" });
    expect(lines.split("\n").map((line) => line.split("=")[0])).toEqual([
      "PORT",
      "HOST",
      "LOG_LEVEL",
    ]);
  });

  it("lists every variable with its default for --help, and the providers' in one line", () => {
    const lines = describeEnvironment().split("\n");
    const rows = { ...OWN_DEFAULTS, "LEEWAY_PROVIDER_<NAME>_URL": undefined };
    for (const [name, value] of Object.entries(rows)) {
      const row = new RegExp(`^  ${name} +${value === undefined ? "" : String(value)}.*  .+`);
      expect(lines).toContainEqual(expect.stringMatching(row));
    }
    expect(lines.filter((line) => line.startsWith("  "))).toHaveLength(Object.keys(rows).length);
  });
});

describe("a command in the environment", () => {
  const command = (text: string) =>
    parseEnvironment({ LEEWAY_RUN_COMMAND: text }).LEEWAY_RUN_COMMAND;

  it.each([
    ['["claude", "-p", "a b; $HOME"]', ["claude", "-p", "a b; $HOME"]],
    [' ["claude", ""] ', ["claude", ""]],
    ["claude -p", ["claude", "-p"]],
    [`claude -p 'a b' "c d" e\\ f`, ["claude", "-p", "a b", "c d", "e f"]],
    [`agent "it's" '$HOME' 'a;b|c'`, ["agent", "it's", "$HOME", "a;b|c"]],
    ["agent $HOME", ["agent", "$HOME"]],
  ])("reads %s as program and arguments", (text, argv) => {
    expect(command(text)).toEqual(argv);
  });

  it.each([
    "a | b",
    "a && b",
    "a; b",
    "a > out",
    "a < in",
    "a $(b)",
    "a &",
    "ls *.txt",
    "a # comment",
  ])("refuses %s, because no shell runs", (text) => {
    expect(faultOf({ LEEWAY_RUN_COMMAND: text })).toMatch(/^LEEWAY_RUN_COMMAND=.*no shell runs/);
  });

  it.each(["[]", '[""]', "''", "   "])("refuses %s, which names no program", (text) => {
    expect(faultOf({ LEEWAY_RUN_COMMAND: text })).toMatch(/must name a program$/);
  });

  it.each(["[", '["a"', '["a", 1]', '[["a"]]'])(
    "refuses %s, which is no array of strings",
    (text) => {
      expect(faultOf({ LEEWAY_RUN_COMMAND: text })).toMatch(/must be a JSON array of strings$/);
    },
  );
});
