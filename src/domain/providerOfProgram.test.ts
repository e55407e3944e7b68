import { expect, it } from "vitest";
import { providerOfProgram } from "./providerOfProgram.ts";

it.each([
  ["claude", "claude"],
  ["/usr/local/bin/claude", "claude"],
  ["C:\\Tools\\codex.exe", "codex"],
  ["./Kiro-CLI", "kiro"],
  ["cursor-agent", "cursor"],
  ["/opt/claude/run.sh", null],
  ["node", null],
  ["constructor", null],
  ["", null],
])("%s uses the accounts of %s", (program, provider) =>
  expect(providerOfProgram(program)).toBe(provider),
);
