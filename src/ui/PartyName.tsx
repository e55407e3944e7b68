import type { Concurrency } from "../contract/quota.ts";

export interface PartyNameProps {
  party: Pick<Concurrency["queue"][number], "title" | "owner" | "kind">;
  /** The reader's own id. */
  me: string | undefined;
}

/** Who works or waits: the run by its title, if that is the reader's to know, and whose it is. */
export function PartyName({ party: { title, owner, kind }, me }: PartyNameProps) {
  return (
    <>
      <p
        dir="auto"
        className={`line-clamp-2 wrap-anywhere ${title === null ? "text-muted" : "font-medium"}`}
        title={title ?? undefined}
      >
        {title ?? "Another's run"}
      </p>
      <p className="truncate text-sm text-muted" title={owner}>
        {owner === me ? "You" : owner} · {kind}
      </p>
    </>
  );
}
