import type { ProviderId } from "../contract/snapshot.ts";

/** The vendors' own command lines, and whose accounts they use. */
const programs: Readonly<Record<string, ProviderId>> = {
  claude: "claude",
  codex: "codex",
  "kiro-cli": "kiro",
  kiro: "kiro",
  copilot: "copilot",
  gemini: "gemini",
  antigravity: "antigravity",
  "cursor-agent": "cursor",
  kimi: "kimi",
  grok: "grok",
};

/** Whose accounts an agent uses, by its program ("/usr/local/bin/claude"); null if that is not known. */
export function providerOfProgram(program: string): ProviderId | null {
  const name = program.split(/[\\/]/).at(-1) ?? "";
  const plain = name.replace(/\.(?:exe|cmd|js|mjs)$/i, "").toLowerCase();
  return Object.hasOwn(programs, plain) ? (programs[plain] ?? null) : null;
}
