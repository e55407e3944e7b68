import type { ReactNode } from "react";

export interface CardProps {
  title: string;
  /** Stands at the end of the title's line. */
  aside?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

export function Card({ title, aside, footer, children }: CardProps) {
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-col rounded-card border border-line bg-card"
    >
      <header className="flex items-baseline justify-between gap-4 px-5 pt-4">
        <h2 className="min-w-0 text-sm font-semibold text-muted">{title}</h2>
        {aside}
      </header>
      <div className="grow px-5 py-3">{children}</div>
      {footer && <footer className="border-t border-line px-5 py-2">{footer}</footer>}
    </section>
  );
}
