import { type FormEvent, useState } from "react";
import { FaultError, RefusalError } from "../../api/errors.ts";
import type { Connection, ProviderInfo } from "../../contract/providers.ts";
import { Button } from "../../ui/Button.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { type AccountDraft, connectionOf, credentialOf, emptyDraft } from "./accountDraft.ts";
import { CredentialFields } from "./CredentialFields.tsx";
import { NameAndOwner } from "./NameAndOwner.tsx";
import { faultsAtFields } from "../../api/faultsAtFields.ts";
import type { ConnectRequest } from "./useConnect.ts";

export interface AddAccountFormProps {
  providers: readonly ProviderInfo[];
  isOperator: boolean;
  /** The account that another credential is tried for; null adds one. */
  account: Connection | null;
  /** What became of the last attempt of this form. */
  error: Error | null;
  isPending: boolean;
  onSend: (request: ConnectRequest) => void;
  onCancel: () => void;
}

/** The members of the request that this form has a field for, under their labels. */
const labels: Readonly<Record<string, string>> = {
  nickname: "Nickname",
  "credential.token": "Token",
  "credential.path": "Path",
  "credential.name": "Variable",
  "credential.region": "Region",
  "credential.account_id": "Account id",
};

/** An account's provider, credential, name and owner; or, for one that exists, its credential alone. */
export function AddAccountForm(props: AddAccountFormProps) {
  const { providers, isOperator, account, error, isPending, onSend, onCancel } = props;
  const [draft, setDraft] = useState<AccountDraft>({
    ...emptyDraft,
    provider: account?.provider ?? null,
  });
  const [unchosen, setUnchosen] = useState(false);
  const provider = providers.find(({ id }) => id === draft.provider);
  const off = providers.filter(({ enabled }) => !enabled);
  const faults = faultsAtFields(error, labels);
  const send = () => {
    if (isPending) return;
    if (provider === undefined) {
      setUnchosen(true);
      return;
    }
    onSend(
      account === null
        ? { add: connectionOf(draft, provider.id, isOperator) }
        : { change: { id: account.id, credential: credentialOf(draft) } },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="mt-4 space-y-4">
      {account === null && (
        <Field
          label="Provider"
          hint={
            off.length > 0 &&
            `Switched off in the policy: ${off.map(({ name }) => name).join(", ")}`
          }
          error={unchosen && provider === undefined ? "Choose a provider." : undefined}
        >
          {(control) => (
            <select
              {...control}
              value={draft.provider ?? ""}
              onChange={({ target }) => {
                const chosen = providers.find(({ id }) => id === target.value)?.id ?? null;
                setDraft({ ...draft, provider: chosen });
              }}
            >
              <option value="">Choose one</option>
              {providers
                .filter(({ enabled }) => enabled)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          )}
        </Field>
      )}
      {provider && (
        <>
          {provider.poses_as_client && (
            <Notice look="info" title={`Leeway will call itself ${provider.name}'s own client`}>
              The usage of {provider.name} answers only callers that do. Whether that is fine is a
              matter of the vendor&apos;s terms.
            </Notice>
          )}
          <CredentialFields
            draft={draft}
            onDraft={setDraft}
            provider={provider}
            isOperator={isOperator}
            faults={faults ?? {}}
          />
          {account === null && (
            <NameAndOwner
              draft={draft}
              onDraft={setDraft}
              provider={provider}
              isOperator={isOperator}
              fault={faults?.["nickname"]}
            />
          )}
        </>
      )}
      {error && faults === null && (
        <FailedState title={failureTitle(error, account)} error={error} onRetry={send} />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" aria-busy={isPending}>
          {isPending
            ? `Asking ${provider?.name ?? "the vendor"}…`
            : account === null
              ? "Add account"
              : "Try it"}
        </Button>
      </div>
    </form>
  );
}

function failureTitle(error: Error, account: Connection | null): string {
  const isKnown = error instanceof FaultError || error instanceof RefusalError;
  if (account !== null) {
    return isKnown ? "The credential was not changed" : "It is not known whether it was changed";
  }
  return isKnown ? "The account was not added" : "It is not known whether the account was added";
}
