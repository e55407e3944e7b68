import {
  CircleMinus,
  CirclePlus,
  CircleX,
  FastForward,
  type LucideIcon,
  SkipForward,
} from "lucide-react";
import type { ActivityEntry } from "../../contract/activity.ts";
import { Moment } from "../../ui/Moment.tsx";

const kinds: Record<ActivityEntry["kind"], { icon: LucideIcon; word: string; ink: string }> = {
  account_skipped: { icon: SkipForward, word: "Account skipped", ink: "text-approaching-ink" },
  work_refused: { icon: CircleMinus, word: "Work refused", ink: "text-exhausted-ink" },
  account_added: { icon: CirclePlus, word: "Account added", ink: "text-muted" },
  account_removed: { icon: CircleX, word: "Account removed", ink: "text-muted" },
  threshold_overridden: { icon: FastForward, word: "Caps passed", ink: "text-approaching-ink" },
};

/** One thing that happened: what kind of thing, in its words, and when. */
export function ActivityRow({ entry: { kind, text, at } }: { entry: ActivityEntry }) {
  const { icon: Icon, word, ink } = kinds[kind];
  return (
    <li className="flex gap-2.5 py-2">
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
          <span className={`font-medium ${ink}`}>{word}</span>
          <span className="text-muted">
            <Moment at={at} />
          </span>
        </div>
        <p dir="auto" className="break-words">
          {text}
        </p>
      </div>
    </li>
  );
}
