import { useState } from "react";
import { AccountsActions } from "../features/accounts/AccountsActions.tsx";
import { AccountsCard } from "../features/accounts/AccountsCard.tsx";
import { AddAccountButton } from "../features/accounts/AddAccountButton.tsx";
import { AddAccountDialog } from "../features/accounts/AddAccountDialog.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function AccountsPage() {
  const [addingFirst, setAddingFirst] = useState(false);
  return (
    <>
      <PageTitle title="Accounts">
        What is left of every provider account, and until when.
      </PageTitle>
      <div className="space-y-4">
        <AccountsActions />
        <AccountsCard empty={<AddAccountButton onAsk={() => setAddingFirst(true)} />} />
      </div>
      {/* The empty list's button goes as soon as there is an account; what came of it is still told. */}
      <AddAccountDialog open={addingFirst} onClose={() => setAddingFirst(false)} />
    </>
  );
}
