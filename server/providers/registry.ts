import { antigravity } from "./antigravity.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { cursor } from "./cursor.ts";
import { deepseek } from "./deepseek.ts";
import { gemini } from "./gemini.ts";
import { grok } from "./grok.ts";
import { kimi } from "./kimi.ts";
import { kiro } from "./kiro.ts";
import { minimax } from "./minimax.ts";
import { moonshot } from "./moonshot.ts";
import { opencodeGo } from "./opencodeGo.ts";
import { openrouter } from "./openrouter.ts";
import type { Provider } from "./provider.ts";
import { zai } from "./zai.ts";

/** Every provider that can be read, in the order people choose from. */
export const providers: readonly Provider[] = [
  claude,
  codex,
  kiro,
  copilot,
  gemini,
  antigravity,
  cursor,
  zai,
  minimax,
  kimi,
  openrouter,
  grok,
  opencodeGo,
  moonshot,
  deepseek,
];
