import type { ReactNode } from "react";
import { AccountState, ConnectionSort, type ProviderInfo } from "../../contract/providers.ts";
import { ProviderId } from "../../contract/snapshot.ts";
import { accountWords } from "../../domain/accountWords.ts";
import { formatNumber } from "../../domain/number.ts";
import type { AccountsView } from "./accountsView.ts";
import { ColumnChooser } from "./ColumnChooser.tsx";
import { SearchBox } from "./SearchBox.tsx";
import type { AccountsAnswer } from "./useAccountPages.ts";

export interface AccountFiltersProps {
  view: AccountsView;
  /** How many each filter would leave; null until that is known. */
  counts: AccountsAnswer["counts"] | null;
  providers: readonly ProviderInfo[];
  onChange: (changed: Partial<AccountsView>) => void;
}

const sorts: Readonly<Record<ConnectionSort, string>> = {
  attention: "Needs attention",
  recovery: "Soonest recovery",
  tightest: "Tightest",
  name: "Name",
};

/** Which accounts are shown, in what order, and what of them. */
export function AccountFilters({ view, counts, providers, onChange }: AccountFiltersProps) {
  const { sort, provider, status, q, columns } = view;
  const counted = (word: string, count: number | undefined) =>
    counts === null ? word : `${word} (${formatNumber(count ?? 0)})`;
  const listed = providers.filter(({ id }) => id === provider || (counts?.providers[id] ?? 0) > 0);
  return (
    <div className="grid grid-cols-2 items-end gap-2 @2xl:flex @2xl:flex-wrap">
      <div className="col-span-full @2xl:basis-56">
        <SearchBox q={q} onSearch={(sought) => onChange({ q: sought })} />
      </div>
      <Choice
        label="State"
        value={status ?? ""}
        onChange={(value) => onChange({ status: AccountState.safeParse(value).data ?? null })}
      >
        <option value="">All states</option>
        {AccountState.options.map((state) => (
          <option key={state} value={state}>
            {counted(accountWords[state], counts?.states[state])}
          </option>
        ))}
      </Choice>
      <Choice
        label="Provider"
        value={provider ?? ""}
        onChange={(value) => onChange({ provider: ProviderId.safeParse(value).data ?? null })}
      >
        <option value="">All providers</option>
        {provider !== null && !listed.some(({ id }) => id === provider) && (
          <option value={provider}>{provider}</option>
        )}
        {listed.map(({ id, name }) => (
          <option key={id} value={id}>
            {counted(name, counts?.providers[id])}
          </option>
        ))}
      </Choice>
      <Choice
        label="Order"
        value={sort}
        onChange={(value) => onChange({ sort: ConnectionSort.parse(value) })}
      >
        {ConnectionSort.options.map((name) => (
          <option key={name} value={name}>
            {sorts[name]}
          </option>
        ))}
      </Choice>
      <ColumnChooser chosen={columns} onChoose={(chosen) => onChange({ columns: chosen })} />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      title={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="min-h-9 w-full min-w-0 rounded-control border border-edge bg-card px-2 text-sm @2xl:w-auto @2xl:max-w-48"
    >
      {children}
    </select>
  );
}
