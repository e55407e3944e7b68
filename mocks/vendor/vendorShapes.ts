import type { ProviderId } from "../../src/contract/snapshot.ts";
import { antigravity } from "./antigravity.ts";
import { deepseek, moonshot } from "./balances.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { cursor } from "./cursor.ts";
import { gemini } from "./gemini.ts";
import { grok } from "./grok.ts";
import { kimi } from "./kimi.ts";
import { kiro } from "./kiro.ts";
import { minimax } from "./minimax.ts";
import { opencodeGo } from "./opencodeGo.ts";
import { openrouter } from "./openrouter.ts";
import type { VendorShape } from "./vendorShape.ts";
import { zai } from "./zai.ts";

/** All vendors; a new provider does not build without its own. */
export const vendorShapes: Readonly<Record<ProviderId, VendorShape>> = {
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
  "opencode-go": opencodeGo,
  moonshot,
  deepseek,
};
