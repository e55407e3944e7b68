import type { InputOf } from "../../contract/endpoint.ts";
import type { CredentialInput, providersApi } from "../../contract/providers.ts";
import type { ProviderId } from "../../contract/snapshot.ts";

/** Where a credential is: in the form itself, or on the server's machine. */
export type CredentialSource = "token" | "file" | "environment";

/** What is being written about an account. It lives in the form alone: `token` is a secret. */
export interface AccountDraft {
  provider: ProviderId | null;
  source: CredentialSource;
  token: string;
  path: string;
  variable: string;
  account_id: string;
  region: "global" | "cn";
  nickname: string;
  owner: "workspace" | "me";
}

export const emptyDraft: AccountDraft = {
  provider: null,
  source: "token",
  token: "",
  path: "",
  variable: "",
  account_id: "",
  region: "global",
  nickname: "",
  owner: "workspace",
};

/** Vendors with one service for China and another for everybody else. */
const REGIONAL: ReadonlySet<ProviderId | null> = new Set(["zai", "minimax", "moonshot"]);

export const hasRegion = ({ provider, source }: AccountDraft): boolean =>
  source === "token" && REGIONAL.has(provider);

/** Codex names the account in its requests, where one login has several. */
export const hasAccountId = ({ provider, source }: AccountDraft): boolean =>
  source === "token" && provider === "codex";

/** The credential, with what its provider asks for and nothing that was written for another. */
export function credentialOf(draft: AccountDraft): CredentialInput {
  const { source, token, path, variable, region } = draft;
  if (source === "file") return { kind: "file", path: path.trim() };
  if (source === "environment") return { kind: "environment", name: variable.trim() };
  const account_id = draft.account_id.trim();
  return {
    kind: "token",
    token: token.trim(),
    ...(hasAccountId(draft) && account_id !== "" && { account_id }),
    ...(hasRegion(draft) && { region }),
  };
}

/** The whole request, for the provider that was chosen; only operators say for whom it is. */
export function connectionOf(
  draft: AccountDraft,
  provider: ProviderId,
  isOperator: boolean,
): InputOf<(typeof providersApi)["connect"]>["body"] {
  const nickname = draft.nickname.trim();
  return {
    provider,
    credential: credentialOf(draft),
    ...(nickname !== "" && { nickname }),
    ...(isOperator && { owner: draft.owner }),
  };
}
