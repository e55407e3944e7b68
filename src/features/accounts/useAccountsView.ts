import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type AccountsView, readView, writeView } from "./accountsView.ts";

/** The view that the address tells, and the way to another one. */
export function useAccountsView() {
  const [query, setQuery] = useSearchParams();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback(
    (changed: Partial<AccountsView>) =>
      setQuery((before) => writeView({ ...readView(before), ...changed }, before), {
        // What is typed and tried out is no place to come back to.
        replace: true,
        preventScrollReset: true,
      }),
    [setQuery],
  );
  return { view, change };
}
