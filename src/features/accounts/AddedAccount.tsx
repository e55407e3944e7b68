import { CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Connection } from "../../contract/providers.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { SmallGauge } from "../../ui/SmallGauge.tsx";
import { type FirstLook, firstLookOf } from "./firstLook.ts";

/** Limits that are named one by one. */
const MOST_LIMITS = 6;

export interface AddedAccountProps {
  connection: Connection;
  /** The provider's name: "Claude". */
  vendor: string;
  isRemoving: boolean;
  onKeep: () => void;
  onRemove: () => void;
  onAnother: () => void;
}

/** Whether a new account works, as its vendor's first answer says, and what to do if it does not. */
export function AddedAccount(props: AddedAccountProps) {
  const { connection, vendor, isRemoving, onKeep, onRemove, onAnother } = props;
  const place = useRef<HTMLDivElement>(null);
  // What was pressed is gone: the keyboard and the screen reader go on here.
  useEffect(() => place.current?.focus(), []);
  const look = firstLookOf(connection, vendor);
  return (
    <div ref={place} tabIndex={-1} className="mt-4 space-y-4 outline-none">
      <div role="status">
        {look === null ? (
          <Works connection={connection} />
        ) : (
          <Fails look={look} message={connection.snapshot.error?.message ?? null} />
        )}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="danger" onClick={onRemove} aria-busy={isRemoving}>
          Remove it
        </Button>
        {look?.another && <Button onClick={onAnother}>Try another credential</Button>}
        <Button look="primary" onClick={onKeep}>
          {look === null ? "Done" : "Keep it"}
        </Button>
      </div>
    </div>
  );
}

function Works({ connection: { nickname, identity, snapshot } }: { connection: Connection }) {
  const { plan, limits } = snapshot;
  const more = limits.length - MOST_LIMITS;
  return (
    <>
      <p className="flex gap-2 font-medium">
        <CircleCheck aria-hidden size={18} className="mt-0.5 shrink-0 text-ok-ink" />
        <span className="min-w-0 break-words">
          <bdi>{nickname}</bdi> works
        </span>
      </p>
      <p className="text-sm text-muted">
        {[plan && `Plan ${plan.label}`, identity].filter(Boolean).join(" · ")}
      </p>
      <ul aria-label="Its limits" className="mt-3 space-y-3">
        {limits.slice(0, MOST_LIMITS).map((limit) => (
          <li key={limit.id}>
            <SmallGauge limit={limit} label={`${limit.label} of ${nickname}`}>
              {limit.label}
            </SmallGauge>
          </li>
        ))}
        {more > 0 && (
          <li className="text-sm text-muted">
            and {more} more {more === 1 ? "limit" : "limits"}
          </li>
        )}
      </ul>
    </>
  );
}

function Fails({ look, message }: { look: FirstLook; message: string | null }) {
  return (
    <Notice look={look.look} title={look.title}>
      {[message, look.next].filter(Boolean).join(" ")}
    </Notice>
  );
}
