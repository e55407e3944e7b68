import { AddAccountButton } from "./AddAccountButton.tsx";
import { RefreshJob } from "./RefreshJob.tsx";
import { useAccountsView } from "./useAccountsView.ts";

/** What can be done with accounts as a whole: add one, or refresh those that are looked at. */
export function AccountsActions() {
  const { view } = useAccountsView();
  return (
    <div className="flex flex-wrap items-start gap-3">
      <AddAccountButton />
      <RefreshJob provider={view.provider ?? undefined} />
    </div>
  );
}
