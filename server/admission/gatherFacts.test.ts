import { expect, it } from "vitest";
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
  const { records, counters, launcher, accounts } = await createWorld({
    policy: spent,
    now: () => NOW,
  });
  const { selecting } = accounts;
  const deps = { records, counters, launcher, selecting, policy: () => spent };
  const question = { ...asked, user_id: "local", project_id: null, provider: null, model: null };
  const facts = await gatherFacts(deps, question, NOW);
  expect(decide(facts, NOW).allowed).toBe(asked.allowed);
});
