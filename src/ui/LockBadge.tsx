import { lockWords } from "../domain/lockWords.ts";
import type { PrLockReading } from "../domain/readPrLock.ts";
import { lockLook } from "./lockLook.ts";

/** The state of a PR lock as colour, icon and word. */
export function LockBadge({ reading }: { reading: PrLockReading }) {
  const { icon: Icon, ink } = lockLook[reading];
  return (
    <span className={`inline-flex items-center gap-1 text-sm font-medium ${ink}`}>
      <Icon aria-hidden size={16} className="shrink-0" />
      {lockWords[reading].word}
    </span>
  );
}
