import type { Limit } from "../contract/limit.ts";
import { type Level, levels } from "./levels.ts";

/** A level's word for this kind of limit: slots are full rather than exhausted, as nothing is used up. */
export const levelWord = (level: Level, kind: Limit["kind"]): string =>
  level === "exhausted" && kind === "slots" ? "Full" : levels[level].word;
