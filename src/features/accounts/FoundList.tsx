import type { Discovered, ProviderInfo } from "../../contract/providers.ts";
import { Button } from "../../ui/Button.tsx";

export interface FoundListProps {
  discovered: readonly Discovered[];
  providers: readonly ProviderInfo[];
  /** The one that is being added; null if none is. */
  adding: string | null;
  /** The one that could not be added, and why. */
  failed: { id: string; message: string } | null;
  onAdd: (found: Discovered) => void;
}

/** Credentials that vendors' tools keep on the server's machine, each to be added by itself. */
export function FoundList({ discovered, providers, adding, failed, onAdd }: FoundListProps) {
  if (discovered.length === 0) {
    return (
      <p className="text-sm text-muted">
        No vendor&apos;s tool keeps a credential on this machine.
      </p>
    );
  }
  return (
    <section aria-label="Found on this machine">
      <p className="text-sm">
        <span className="font-medium">Found on this machine.</span> Nothing is read until you add
        it; then it is for everyone here.
      </p>
      <ul className="mt-1 divide-y divide-line">
        {discovered.map((found) => (
          <FoundRow
            key={found.id}
            found={found}
            provider={providers.find(({ id }) => id === found.provider)}
            isBusy={adding === found.id}
            problem={failed?.id === found.id ? failed.message : null}
            onAdd={() => onAdd(found)}
          />
        ))}
      </ul>
    </section>
  );
}

interface FoundRowProps {
  found: Discovered;
  provider: ProviderInfo | undefined;
  isBusy: boolean;
  problem: string | null;
  onAdd: () => void;
}

function FoundRow({ found, provider, isBusy, problem, onAdd }: FoundRowProps) {
  const { tool, place, connection_ids } = found;
  const name = provider?.name ?? found.provider;
  const title = tool ?? `${name} variable`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 basis-40 grow">
        <p className="font-medium">{title}</p>
        <p className="font-mono text-xs break-all text-muted">{place}</p>
        {problem !== null && (
          <p role="alert" className="text-sm text-exhausted-ink">
            {problem}
          </p>
        )}
      </div>
      {connection_ids.length > 0 ? (
        <span className="text-sm text-muted">Added</span>
      ) : provider?.enabled === false ? (
        <span className="text-sm text-muted">{name} is switched off in the policy</span>
      ) : (
        <Button onClick={onAdd} aria-busy={isBusy}>
          {isBusy ? `Asking ${name}…` : "Add"}
          {!isBusy && <span className="sr-only"> {title}</span>}
        </Button>
      )}
    </li>
  );
}
