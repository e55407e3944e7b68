import { AccountsActions } from "../features/accounts/AccountsActions.tsx";
import { AccountsCard } from "../features/accounts/AccountsCard.tsx";
import { AddAccountButton } from "../features/accounts/AddAccountButton.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function AccountsPage() {
  return (
    <>
      <PageTitle title="Accounts">
        What is left of every provider account, and until when.
      </PageTitle>
      <div className="space-y-4">
        <AccountsActions />
        <AccountsCard empty={<AddAccountButton />} />
      </div>
    </>
  );
}
