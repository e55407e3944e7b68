import { AccountsCard } from "../features/accounts/AccountsCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function AccountsPage() {
  return (
    <>
      <PageTitle title="Accounts">
        What is left of every provider account, and until when.
      </PageTitle>
      <AccountsCard />
    </>
  );
}
