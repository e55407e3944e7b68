import { useCallback, useEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import { type AccountsView, readView, writeView } from "./accountsView.ts";

/** The view that the address tells, and the way to another one. */
export function useAccountsView() {
  const [query, setQuery] = useSearchParams();
  const view = useMemo(() => readView(query), [query]);
  // A change that is not drawn yet is not in `query`, and is not to be undone by the next one.
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  const change = useCallback(
    (changed: Partial<AccountsView>) => {
      const before = latest.current;
      latest.current = writeView({ ...readView(before), ...changed }, before);
      setQuery(latest.current, {
        // What is typed and tried out is no place to come back to.
        replace: true,
        preventScrollReset: true,
      });
    },
    [setQuery],
  );
  return { view, change };
}
