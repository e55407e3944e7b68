import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultPolicy } from "../admission/policy.ts";
import { PolicyFileError, readPolicyFile } from "./policyFile.ts";

const folder = mkdtempSync(join(tmpdir(), "leeway-policy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "policy.json");

function read(text: string) {
  writeFileSync(path, text);
  return readPolicyFile(path, true);
}

function faultOf(asking: () => unknown): string {
  try {
    asking();
  } catch (error) {
    if (error instanceof PolicyFileError) return error.message;
    throw error;
  }
  return "none";
}

describe("the policy file", () => {
  it("need not exist, unless it was asked for by name", () => {
    const none = join(folder, "none.json");
    expect(readPolicyFile(none, false)).toBeNull();
    expect(faultOf(() => readPolicyFile(none, true))).toBe(`LEEWAY_POLICY: ${none} does not exist`);
  });

  it.each([true, false])(
    "is never passed over when it is there and unreadable (%s)",
    (required) => {
      expect(faultOf(() => readPolicyFile(folder, required))).toMatch(
        /^LEEWAY_POLICY: \S+ cannot be read: .*EISDIR/,
      );
    },
  );

  it("fills in what it leaves out", () => {
    expect(read("{}")).toEqual(defaultPolicy);
    expect(read('{"runs":{"max":7,"window_seconds":60}}')).toEqual({
      ...defaultPolicy,
      runs: { max: 7, window_seconds: 60, lease_seconds: 90 },
    });
  });

  it.each([
    ["a word that JSON lacks", '{\n  "runs": {\n    "max": ten\n  }\n}', 3],
    ["a missing comma", '{\n  "default_plan": "member"\n  "users": {}\n}', 3],
    ["a comma too many", '{\n  "users": {},\n}', 3],
    ["a line break in a string", '{\n  "default_plan": "mem\nber"\n}', 2],
    ["an end before the end", '{\n  "runs": {\n', 3],
    ["a second document", "{}\n\n{}", 3],
    ["nothing", "", 1],
  ])("names the line of %s", (_, text, line) => {
    expect(faultOf(() => read(text))).toMatch(new RegExp(`^${path}:${line}: not JSON: .+$`));
  });

  it.each([
    ["an unknown setting", { colour: "red" }, "colour: is not a known setting"],
    [
      "an unknown setting inside",
      { runs: { max: 1, window_seconds: 1, burst: 2 } },
      "runs.burst: is not a known setting",
    ],
    ["a wrong type", { runs: { max: "10", window_seconds: 60 } }, "runs.max: "],
    ["a negative count", { runs: { max: -1, window_seconds: 60 } }, "runs.max: "],
    ["half a run", { runs: { max: 1.5, window_seconds: 60 } }, "runs.max: "],
    ["a window of nothing", { runs: { max: 1, window_seconds: 0 } }, "runs.window_seconds: "],
    ["a window left out", { runs: { max: 1 } }, "runs.window_seconds: "],
    ["an unknown default plan", { default_plan: "gold" }, "default_plan: no such plan: gold"],
    [
      "an unknown plan of a person",
      { users: { dana: { plan: "gold" } } },
      "users.dana.plan: no such plan: gold",
    ],
    ["a plan that every object has", { default_plan: "toString" }, "default_plan: no such plan"],
    ["an address that is none", { upgrade_url: "soon" }, "upgrade_url: "],
    ["an unknown provider", { providers: { acme: {} } }, "providers.acme: "],
    [
      "a switch that is none",
      { providers: { claude: { enabled: "no" } } },
      "providers.claude.enabled: ",
    ],
    [
      "a pace too fast to be polite",
      { providers: { claude: { poll_seconds: 59 } } },
      "providers.claude.poll_seconds: ",
    ],
    [
      "a pace of more than a day",
      { providers: { claude: { poll_seconds: 86401 } } },
      "providers.claude.poll_seconds: ",
    ],
    [
      "an unknown setting of a provider",
      { providers: { claude: { colour: "red" } } },
      "providers.claude.colour: is not a known setting",
    ],
    ["no history at all", { retention: { history_days: 0 } }, "retention.history_days: "],
    ["half a day", { retention: { activity_days: 0.5 } }, "retention.activity_days: "],
    [
      "an unknown retention",
      { retention: { audit_days: 1 } },
      "retention.audit_days: is not a known setting",
    ],
    ["a list", [], "the whole file: "],
  ])("names %s", (_, policy, fault) => {
    expect(faultOf(() => read(JSON.stringify(policy)))).toMatch(
      new RegExp(`^${path}: ${fault}[^\n]*$`),
    );
  });

  it("names several faults, a line each", () => {
    const policy = { colour: "red", shape: "round", runs: { max: -1, window_seconds: 0 } };
    const lines = faultOf(() => read(JSON.stringify(policy))).split("\n");
    const named = lines.map((line) => line.slice(path.length + 2).split(":")[0] ?? "");
    expect(named.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "colour",
      "runs.max",
      "runs.window_seconds",
      "shape",
    ]);
  });
});
