import { AddAccountButton } from "./AddAccountButton.tsx";
import { RefreshJob } from "./RefreshJob.tsx";
import { useAccountsView } from "./useAccountsView.ts";
import { useProviders } from "./useProviders.ts";

export interface AccountsActionsProps {
  /** Opens a dialog that outlives the button. */
  onAdd?: () => void;
}

/** What can be done with accounts as a whole: add one, or refresh those that are looked at. */
export function AccountsActions({ onAdd }: AccountsActionsProps) {
  const { view } = useAccountsView();
  const { asked } = useProviders();
  // The empty list leads to the first one by itself, and there is nothing to refresh.
  if (asked.data?.data.counts.all === 0) return null;
  return (
    <div className="flex flex-wrap items-start gap-3">
      <AddAccountButton {...(onAdd && { onAsk: onAdd })} />
      <RefreshJob provider={view.provider ?? undefined} />
    </div>
  );
}
