import { type Level, levels } from "../domain/levels.ts";
import { levelLook } from "./levelLook.ts";

/** A level as colour, icon and word; the word may be the limit's own. */
export function LevelBadge({ level, word = levels[level].word }: { level: Level; word?: string }) {
  const { icon: Icon, ink } = levelLook[level];
  return (
    <span className={`inline-flex items-center gap-1 text-sm font-medium ${ink}`}>
      <Icon aria-hidden size={16} />
      {word}
    </span>
  );
}
