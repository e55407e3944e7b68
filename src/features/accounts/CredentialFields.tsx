import type { ProviderInfo } from "../../contract/providers.ts";
import { Field } from "../../ui/Field.tsx";
import { type AccountDraft, hasAccountId, hasRegion } from "./accountDraft.ts";
import { TokenInput } from "./TokenInput.tsx";

export interface CredentialFieldsProps {
  draft: AccountDraft;
  onDraft: (draft: AccountDraft) => void;
  provider: ProviderInfo;
  /** Only operators may let the server read its own machine. */
  isOperator: boolean;
  /** What is wrong with which member of the request. */
  faults: Readonly<Record<string, string>>;
}

const sources = [
  ["token", "A token that you paste here"],
  ["file", "A file on the server's machine"],
  ["environment", "An environment variable of the server"],
] as const;

/** Where the credential is, and what its provider needs to know besides. */
export function CredentialFields(props: CredentialFieldsProps) {
  const { draft, onDraft, provider, isOperator, faults } = props;
  const change = (part: Partial<AccountDraft>) => onDraft({ ...draft, ...part });
  const plain = { autoComplete: "off", autoCapitalize: "off", spellCheck: false } as const;
  return (
    <>
      {isOperator && (
        <Field label="Credential">
          {(control) => (
            <select
              {...control}
              value={draft.source}
              onChange={({ target }) => {
                const source = sources.find(([value]) => value === target.value)?.[0] ?? "token";
                // What is no longer asked for is no longer held.
                change({ source, token: "" });
              }}
            >
              {sources.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {draft.source === "token" && (
        <Field
          label="Token"
          hint={`${provider.paste_hint}. It is kept encrypted and never shown again.`}
          error={faults["credential.token"]}
        >
          {(control) => (
            <TokenInput
              control={control}
              value={draft.token}
              onChange={(token) => change({ token })}
            />
          )}
        </Field>
      )}
      {draft.source === "file" && (
        <Field
          label="Path"
          hint="Absolute, or from ~. Read anew before each look, never written."
          error={faults["credential.path"]}
        >
          {(control) => (
            <input
              {...control}
              {...plain}
              value={draft.path}
              onChange={({ target }) => change({ path: target.value })}
            />
          )}
        </Field>
      )}
      {draft.source === "environment" && (
        <Field
          label="Variable"
          hint="Its name, as it was set where Leeway was started."
          error={faults["credential.name"]}
        >
          {(control) => (
            <input
              {...control}
              {...plain}
              value={draft.variable}
              onChange={({ target }) => change({ variable: target.value })}
            />
          )}
        </Field>
      )}
      {hasRegion(draft) && (
        <Field label="Region" error={faults["credential.region"]}>
          {(control) => (
            <select
              {...control}
              value={draft.region}
              onChange={({ target }) => change({ region: target.value === "cn" ? "cn" : "global" })}
            >
              <option value="global">Global</option>
              <option value="cn">China</option>
            </select>
          )}
        </Field>
      )}
      {hasAccountId(draft) && (
        <Field
          label="Account id"
          hint="Optional. For a login that has several workspaces."
          error={faults["credential.account_id"]}
        >
          {(control) => (
            <input
              {...control}
              {...plain}
              value={draft.account_id}
              onChange={({ target }) => change({ account_id: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
