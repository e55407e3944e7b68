import type { ReactNode } from "react";

/** A few short facts side by side, each under its name. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 sm:gap-x-6 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name} className="min-w-16">
          <dt className="text-xs text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
