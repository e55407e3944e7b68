import { ROW } from "./AccountRow.tsx";

export interface PlaceholderRowProps {
  index: number;
  active: boolean;
  gap?: number;
  measure?: (row: HTMLTableRowElement | null) => void;
}

/** Holds the place of an account whose page is still being fetched. */
export function PlaceholderRow({ index, active, gap, measure }: PlaceholderRowProps) {
  return (
    <tr
      ref={measure}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={active ? 0 : -1}
      style={gap ? { marginTop: gap } : undefined}
      className={`${ROW} h-63 focus-visible:-outline-offset-2 @4xl:h-22`}
    >
      <th role="rowheader" scope="row" className="text-left font-normal text-muted">
        Loading account {index + 1}
      </th>
    </tr>
  );
}
