import { describe, expect, it } from "vitest";
import { createWorld } from "../../mocks/world.ts";
import { decide } from "../../src/domain/decide.ts";
import { gatherFacts } from "./gatherFacts.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const spent: Policy = {
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds: 0 } },
};

it.each([
  { kind: "session", execution: "managed", allowed: false },
  // The door starts no other sessions, so nothing else may be promised.
  { kind: "session", execution: "external", allowed: false },
  { kind: "run", execution: "managed", allowed: false },
  { kind: "run", execution: "external", allowed: true },
] as const)("with no compute left, an $execution $kind: allowed $allowed", async (asked) => {
  const { records, counters, launcher, ledger, accounts } = await createWorld({
    policy: spent,
    now: () => NOW,
  });
  const { selecting } = accounts;
  const deps = { records, counters, launcher, ledger, selecting, policy: () => spent };
  const question = { ...asked, user_id: "local", project_id: null, provider: null, model: null };
  const facts = await gatherFacts(deps, question, NOW);
  expect(decide(facts, NOW).allowed).toBe(asked.allowed);
});

describe("whose accounts work asks about", () => {
  const asking = { user_id: "local", project_id: null, model: null };

  it.each([
    ["the provider that is named", "run", "external", "codex", "codex"],
    ["the named one before the agent's own", "run", "managed", "codex", "codex"],
    ["the agent's that would run", "run", "managed", null, "claude"],
    ["the session agent's", "session", "managed", null, "kiro"],
    ["nobody's, as no agent of ours runs", "run", "external", null, undefined],
    ["nobody's, as no reader knows it", "run", "managed", "acme", undefined],
    ["nobody's, as it has no account", "run", "managed", "grok", undefined],
  ] as const)("%s", async (_, kind, execution, provider, expected) => {
    const { records, counters, launcher, ledger, accounts, principal } = await createWorld({
      now: () => NOW,
    });
    for (const provider of ["claude", "codex", "kiro"] as const) {
      const credential = { kind: "token", token: provider } as const;
      const given = { provider, nickname: null, credential, owner: "workspace" } as const;
      await accounts.connections.add(principal, given);
    }
    launcher.providerOf = (kind) => (kind === "task" ? "claude" : "kiro");
    const { selecting } = accounts;
    const deps = { records, counters, launcher, ledger, selecting, policy: () => defaultPolicy };
    const facts = await gatherFacts(deps, { ...asking, kind, execution, provider }, NOW);
    expect(facts.accounts?.provider).toBe(expected);
  });
});
