import type { Concurrency } from "../../contract/quota.ts";
import { Age } from "../../ui/Age.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { HeldFor } from "../../ui/HeldFor.tsx";
import { PartyName } from "../../ui/PartyName.tsx";
import { TimeLeft } from "../../ui/TimeLeft.tsx";

export interface SlotHolderProps {
  holder: Concurrency["holders"][number];
  /** The reader's own id. */
  me: string | undefined;
}

/** Who holds a slot, and for how long it is theirs without another heartbeat. */
export function SlotHolder({ holder, me }: SlotHolderProps) {
  return (
    <li>
      <PartyName party={holder} me={me} />
      <div className="mt-1">
        <Facts
          facts={[
            { name: "Running for", value: <HeldFor since={holder.held_since} /> },
            { name: "Heartbeat", value: <Age at={holder.heartbeat_at} /> },
            { name: "Lease left", value: <TimeLeft until={holder.lease_expires_at} /> },
          ]}
        />
      </div>
    </li>
  );
}
