import { type AccountStanding, accountWord } from "../domain/accountWords.ts";
import { accountLook } from "./accountLook.ts";

/** The state of a provider account as colour, icon and word. */
export function AccountBadge(standing: AccountStanding) {
  const { icon: Icon, ink } = accountLook[standing.state];
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${ink}`}>
      <Icon aria-hidden size={16} className="shrink-0" />
      {accountWord(standing)}
    </span>
  );
}
