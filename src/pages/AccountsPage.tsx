import { useState } from "react";
import { AccountsActions } from "../features/accounts/AccountsActions.tsx";
import { AccountsCard } from "../features/accounts/AccountsCard.tsx";
import { AddAccountButton } from "../features/accounts/AddAccountButton.tsx";
import { AddAccountDialog } from "../features/accounts/AddAccountDialog.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function AccountsPage() {
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <>
      <PageTitle title="Accounts">
        What is left of every provider account, and until when.
      </PageTitle>
      <div className="space-y-4">
        <AccountsActions onAdd={add} />
        <AccountsCard empty={<AddAccountButton onAsk={add} />} />
      </div>
      {/* One button goes with the first account, the other with the last; what came of it is still told. */}
      <AddAccountDialog open={adding} onClose={() => setAdding(false)} />
    </>
  );
}
