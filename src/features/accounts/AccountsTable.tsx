import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Connection, ProviderInfo } from "../../contract/providers.ts";
import type { AccountAct } from "./AccountDetails.tsx";
import { AccountRow } from "./AccountRow.tsx";
import { type Column, columnLooks, tracksOf } from "./columns.ts";
import { PlaceholderRow } from "./PlaceholderRow.tsx";
import { type Scroller, useRovingRow } from "./useRovingRow.ts";
import { useTablePlace } from "./useTablePlace.ts";

export interface AccountsTableProps {
  total: number;
  /** The accounts that are known, by their place from 0. */
  rows: ReadonlyMap<number, Connection>;
  providers: readonly ProviderInfo[];
  columns: readonly Column[];
  /** Told which places are looked at, from 0. */
  onLook: (places: readonly number[]) => void;
  onAct: (act: AccountAct, connection: Connection) => void;
}

const Row = memo(AccountRow);
const HEAD_PX = 40;

/** All accounts, however many: only the rows in sight are drawn. */
export function AccountsTable(props: AccountsTableProps) {
  const { total, rows, providers, columns, onLook, onAct } = props;
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { top, stacked } = useTablePlace(body);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set());
  const infos = useMemo(() => new Map(providers.map((info) => [info.id, info])), [providers]);
  const places = useMemo(() => new Map([...rows].map(([index, { id }]) => [id, index])), [rows]);
  const [ids, setIds] = useState<ReadonlyMap<number, string>>(() => new Map());
  const seen = useMemo(() => withIds(ids, rows), [ids, rows]);
  if (seen !== ids) setIds(seen);
  const toggle = useCallback(
    (id: string) =>
      setOpened((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  const close = (id: string) => {
    if (opened.has(id)) toggle(id);
  };

  const scroller = useRef<Scroller>({ step: 1, scrollTo: () => {} });
  const { active, handlers } = useRovingRow({
    table,
    count: total,
    scroller,
    idAt: (index) => rows.get(index)?.id ?? null,
    indexOf: (id) => places.get(id) ?? null,
    onEnter: toggle,
    onEscape: close,
  });
  // The row that Tab leads to stays drawn wherever one scrolls to, or the focus would be lost.
  const rangeExtractor = useCallback(
    (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), active])]
        .filter((index) => index < range.count)
        .toSorted((a, b) => a - b),
    [active],
  );
  const estimate = stacked ? STACKED_PX : ROW_PX;
  // oxlint-disable-next-line react/incompatible-library -- Nothing of it is memoized here.
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: total,
    estimateSize: () => estimate,
    measureElement: (row: HTMLTableRowElement) => row.offsetHeight || estimate,
    // What is behind keeps its height when its page is let go: else all that follows would move.
    getItemKey: (index) => seen.get(index) ?? index,
    rangeExtractor,
    overscan: 1,
    scrollMargin: top,
    scrollPaddingStart: HEAD_PX,
    useFlushSync: false,
  });
  // The range is that of the rows to draw only once these have been asked for.
  const drawn = virtualizer.getVirtualItems();
  const { startIndex: first = 0, endIndex: last = 0 } = virtualizer.range ?? {};
  // One more on either side is drawn already.
  useEffect(
    () => onLook([Math.max(0, first - 1), last + 1, active]),
    [first, last, active, onLook],
  );

  useEffect(() => {
    scroller.current = {
      step: Math.max(1, last - first - 1),
      scrollTo: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
    };
  }, [virtualizer, first, last]);

  let end = top;
  const items = drawn.map((item) => {
    const gap = Math.max(0, item.start - end);
    end = item.end;
    return { ...item, gap };
  });
  return (
    <table
      ref={table}
      role="table"
      aria-label="Provider accounts"
      aria-rowcount={total + 1}
      style={{ "--tracks": tracksOf(columns) } as CSSProperties}
      className="block"
      {...handlers}
    >
      <thead
        role="rowgroup"
        className="block bg-card text-xs text-muted @max-4xl:sr-only @4xl:sticky @4xl:top-0 @4xl:z-10"
      >
        <tr
          role="row"
          aria-rowindex={1}
          className="block gap-x-3 border-b border-line py-2 @4xl:grid @4xl:grid-cols-(--tracks)"
        >
          {["Account", ...columns.map((column) => columnLooks[column].title)].map((title) => (
            <th key={title} role="columnheader" scope="col" className="text-left font-medium">
              {title}
            </th>
          ))}
          <th role="columnheader" scope="col" className="text-left">
            <span className="sr-only">Details</span>
          </th>
        </tr>
      </thead>
      <tbody
        ref={body}
        role="rowgroup"
        // Else the gap above the first row would be the table's own, and move it.
        className="flow-root [overflow-anchor:none]"
        style={{
          // As high while rows are exchanged, or the page would shrink and lose its place.
          minHeight: virtualizer.getTotalSize(),
          paddingBottom: Math.max(0, virtualizer.getTotalSize() + top - end),
        }}
      >
        {items.map(({ index, gap }) => {
          const connection = rows.get(index);
          const provider = connection && infos.get(connection.provider);
          const place = {
            index,
            gap,
            active: index === active,
            measure: virtualizer.measureElement,
          };
          return connection && provider ? (
            <Row
              key={connection.id}
              {...place}
              connection={connection}
              provider={provider}
              columns={columns}
              open={opened.has(connection.id)}
              onToggle={toggle}
              onAct={onAct}
            />
          ) : (
            <PlaceholderRow key={index} {...place} />
          );
        })}
      </tbody>
    </table>
  );
}

/** Who stands or stood at each place; the same map where nothing is new. */
function withIds(
  ids: ReadonlyMap<number, string>,
  rows: ReadonlyMap<number, Connection>,
): ReadonlyMap<number, string> {
  const fresh = [...rows].filter(([index, { id }]) => ids.get(index) !== id);
  if (fresh.length === 0) return ids;
  return new Map([...ids, ...fresh.map(([index, { id }]) => [index, id] as const)]);
}

/** How high a row is until it has been measured. */
const ROW_PX = 88;
const STACKED_PX = 251;
