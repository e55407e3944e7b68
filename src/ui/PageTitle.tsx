import type { ReactNode } from "react";

/** The page's heading, which takes the focus after a navigation, and the window's title. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-5">
      <title>{`${title} · Leeway`}</title>
      <h1 tabIndex={-1} dir="auto" className="text-xl font-semibold tracking-tight break-words">
        {title}
      </h1>
      {children && <p className="text-muted">{children}</p>}
    </header>
  );
}
