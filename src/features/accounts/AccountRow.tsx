import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Connection, ProviderInfo } from "../../contract/providers.ts";
import { AccountBadge } from "../../ui/AccountBadge.tsx";
import { type AccountAct, AccountDetails } from "./AccountDetails.tsx";
import { AccountLimits } from "./AccountLimits.tsx";
import { type Column, columnLooks } from "./columns.ts";
import { LastSeen } from "./LastSeen.tsx";
import { LimitReset } from "./LimitReset.tsx";
import { useAccountReading } from "./useAccountReading.ts";
import { useIsRefreshing } from "./accountActs.ts";

export interface AccountRowProps {
  connection: Connection;
  provider: ProviderInfo;
  columns: readonly Column[];
  /** Its place among all accounts of the view, from 0. */
  index: number;
  /** The one row that Tab leads to. */
  active: boolean;
  open: boolean;
  onToggle: (id: string) => void;
  onAct: (act: AccountAct, connection: Connection) => void;
  /** Pixels left free above it, for rows that are not drawn. */
  gap?: number;
  measure?: (row: HTMLTableRowElement | null) => void;
}

/** One under the other where it is narrow, in the tracks of the table's head where there is room. */
export const ROW =
  "grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 border-b border-line py-3 @4xl:grid-cols-(--tracks)";

const CELL = "min-w-0 text-sm break-words @max-4xl:col-span-full";
/** Says what it is where no head stands above it. */
const NAMED = `${CELL} @max-4xl:flex @max-4xl:flex-wrap @max-4xl:gap-x-1 @max-4xl:before:text-muted @max-4xl:before:content-[attr(data-title)_":"]`;
const CELLS: Readonly<Record<Column, string>> = {
  state: CELL,
  limits: CELL,
  resets: NAMED,
  seen: NAMED,
  plan: NAMED,
};

/** A provider account: what it is called, how it stands, what is left, until when, and how old that is. */
export function AccountRow(props: AccountRowProps) {
  const { connection, provider, columns, index, active, open, onToggle, onAct, gap, measure } =
    props;
  const { id, nickname, identity, snapshot, polling } = connection;
  const { state, availability } = useAccountReading(connection, provider);
  const busy = useIsRefreshing(id) || polling;
  const toggle = () => onToggle(id);
  const cells: Readonly<Record<Column, ReactNode>> = {
    state: <AccountBadge state={state} availability={availability.state} poll={snapshot.status} />,
    limits: (
      <AccountLimits
        nickname={nickname}
        limits={snapshot.limits}
        bindingId={availability.binding?.id ?? null}
        reachable={active}
        onMore={toggle}
      />
    ),
    resets: availability.binding && <LimitReset limit={availability.binding} />,
    seen: <LastSeen snapshot={snapshot} busy={busy} />,
    plan: snapshot.plan?.label ?? null,
  };
  return (
    <tr
      ref={measure}
      // Said outright: a browser may forget the table where its parts are laid out as a grid.
      role="row"
      aria-rowindex={index + 2}
      aria-busy={busy || undefined}
      data-index={index}
      tabIndex={active ? 0 : -1}
      style={gap ? { marginTop: gap } : undefined}
      className={`${ROW} focus-visible:-outline-offset-2`}
    >
      <th role="rowheader" scope="row" className="min-w-0 text-left font-normal">
        <p dir="auto" title={nickname} className="line-clamp-2 font-medium break-words">
          {nickname}
        </p>
        <p className="line-clamp-2 text-sm wrap-anywhere text-muted">
          {/* A wide space: a dot would be left over where the line breaks. */}
          {[provider.name, identity].filter(Boolean).join("\u2002")}
        </p>
      </th>
      {columns.map((column) => (
        <td
          key={column}
          role="cell"
          data-title={columnLooks[column].title}
          className={`${CELLS[column]} ${cells[column] === null ? "text-muted @max-4xl:hidden" : ""}`}
        >
          {cells[column] ?? "–"}
        </td>
      ))}
      <td role="cell" className="text-right @max-4xl:col-start-2 @max-4xl:row-start-1">
        <button
          type="button"
          tabIndex={active ? 0 : -1}
          aria-expanded={open}
          aria-label={`Details of ${nickname}`}
          onClick={toggle}
          className="-my-1.5 inline-flex size-9 items-center justify-center rounded-control text-muted hover:bg-sunken hover:text-ink"
        >
          <ChevronDown aria-hidden size={18} className={open ? "rotate-180" : ""} />
        </button>
      </td>
      {open && (
        <td role="cell" className="@container col-span-full">
          <AccountDetails connection={connection} reachable={active} onAct={onAct} />
        </td>
      )}
    </tr>
  );
}
