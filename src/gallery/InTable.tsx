import type { CSSProperties, ReactNode } from "react";

/** What a row stands in. */
export function InTable({ tracks, children }: { tracks: string; children: ReactNode }) {
  return (
    <div className="@container">
      <table
        role="table"
        aria-label="Provider accounts"
        style={{ "--tracks": tracks } as CSSProperties}
        className="block"
      >
        <tbody role="rowgroup" className="block">
          {children}
        </tbody>
      </table>
    </div>
  );
}
