import type { RefusalOf } from "../contract/refusal.ts";
import { Countdown } from "./Countdown.tsx";

/** More than these nobody reads in a notice. */
const MOST = 5;

export interface SkippedAccountsProps {
  skipped: RefusalOf<"accounts_depleted">["skipped"];
}

/** The accounts that work could not go to: why, and when each is back. */
export function SkippedAccounts({ skipped }: SkippedAccountsProps) {
  const more = skipped.length - MOST;
  return (
    <ul aria-label="Skipped accounts" className="mt-2 space-y-0.5">
      {skipped.slice(0, MOST).map(({ account_id, name, why, resets_at }) => (
        <li key={account_id} className="break-words">
          <bdi className="font-medium">{name}</bdi>: {why}
          {resets_at !== null && (
            <>
              , back <Countdown until={resets_at} />
            </>
          )}
        </li>
      ))}
      {more > 0 && <li className="text-muted">and {more} more</li>}
    </ul>
  );
}
