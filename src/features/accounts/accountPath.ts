import type { AccountState } from "../../contract/providers.ts";

/** The list of accounts, with one account alone in it. */
export const accountPath = ({
  nickname,
  state,
}: {
  nickname: string;
  state: AccountState;
}): string => `/accounts?${new URLSearchParams({ status: state, q: nickname })}`;
