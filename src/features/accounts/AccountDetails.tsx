import type { Connection } from "../../contract/providers.ts";
import type { Limit } from "../../contract/limit.ts";
import { pollMessage } from "../../domain/pollWords.ts";
import { Age } from "../../ui/Age.tsx";
import { Button } from "../../ui/Button.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Moment } from "../../ui/Moment.tsx";
import { SmallGauge } from "../../ui/SmallGauge.tsx";
import { useChangeAccount, useRefreshAccount } from "./accountActs.ts";
import { Identity } from "./Identity.tsx";
import { LimitReset } from "./LimitReset.tsx";

export type AccountAct = "rename" | "remove";

export interface AccountDetailsProps {
  connection: Connection;
  /** True if its controls can be reached by Tab. */
  reachable: boolean;
  onAct: (act: AccountAct, connection: Connection) => void;
}

/** Every limit of an account, where its values come from, and what can be done with it. */
export function AccountDetails({ connection, reachable, onAct }: AccountDetailsProps) {
  const { id, nickname, enabled, snapshot, credential, next_poll_at, created_at } = connection;
  const { busy, refresh } = useRefreshAccount(id, nickname);
  const change = useChangeAccount(({ nickname: name, enabled: on }) =>
    on ? `${name} switched on` : `${name} switched off`,
  );
  const tabIndex = reachable ? 0 : -1;
  const message = pollMessage(snapshot);
  return (
    <div className="space-y-4 rounded-control bg-sunken p-4 text-sm">
      {message !== null && <p className="wrap-anywhere">{message}</p>}
      {snapshot.limits.length > 0 && (
        <ul className="grid gap-x-6 gap-y-3 @2xl:grid-cols-2">
          {snapshot.limits.map((limit) => (
            <li key={limit.id} className="min-w-0">
              <p className="break-words text-muted">
                {[limit.label, ...notesOf(limit)].join(" · ")}
              </p>
              <SmallGauge limit={limit} label={`${limit.label} of ${nickname}`}>
                {limit.resets_at !== null && <LimitReset limit={limit} />}
              </SmallGauge>
            </li>
          ))}
        </ul>
      )}
      <Facts
        facts={[
          { name: "Belongs to", value: <Identity connection={connection} tabIndex={tabIndex} /> },
          {
            name: "Credential",
            value: [kinds[credential.kind], credential.place].filter(Boolean).join(": "),
          },
          ...(credential.expires_at === null
            ? []
            : [{ name: "Lapses", value: <Moment at={credential.expires_at} /> }]),
          { name: "Added", value: <Age at={created_at} /> },
          {
            name: "Next refresh",
            value: next_poll_at === null ? "none planned" : <Moment at={next_poll_at} />,
          },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Button tabIndex={tabIndex} aria-busy={busy} onClick={refresh}>
          {busy ? "Refreshing…" : "Refresh"}
        </Button>
        <Button tabIndex={tabIndex} onClick={() => onAct("rename", connection)}>
          Rename
        </Button>
        <Button
          tabIndex={tabIndex}
          aria-busy={change.isPending}
          onClick={() => !change.isPending && change.mutate({ id, enabled: !enabled })}
        >
          {enabled ? "Switch off" : "Switch on"}
        </Button>
        <Button look="danger" tabIndex={tabIndex} onClick={() => onAct("remove", connection)}>
          Remove
        </Button>
      </div>
    </div>
  );
}

const kinds: Readonly<Record<Connection["credential"]["kind"], string>> = {
  token: "Pasted",
  file: "File",
  environment: "Variable",
  discovered: "Found",
};

function notesOf({ gates, enabled, kind }: Limit): string[] {
  if (enabled !== null && kind === "spend") return [enabled ? "switched on" : "switched off"];
  return gates ? [] : ["does not block"];
}
