import { type Level, levels } from "../domain/levels.ts";
import { levelLook } from "./levelLook.ts";

/** A level as colour, icon and word. */
export function LevelBadge({ level }: { level: Level }) {
  const { icon: Icon, ink } = levelLook[level];
  return (
    <span className={`inline-flex items-center gap-1 text-sm font-medium ${ink}`}>
      <Icon aria-hidden size={16} />
      {levels[level].word}
    </span>
  );
}
