import type { ProviderInfo } from "../../contract/providers.ts";
import { Field } from "../../ui/Field.tsx";
import type { AccountDraft } from "./accountDraft.ts";

export interface NameAndOwnerProps {
  draft: AccountDraft;
  onDraft: (draft: AccountDraft) => void;
  provider: ProviderInfo;
  /** Only operators add for everyone. */
  isOperator: boolean;
  /** What is wrong with the nickname. */
  fault: string | undefined;
}

/** What an account is called, and whose it is. */
export function NameAndOwner(props: NameAndOwnerProps) {
  const { draft, onDraft, provider, isOperator, fault } = props;
  return (
    <>
      <Field
        label="Nickname"
        hint={`Optional; else it is numbered: ${provider.name} 2.`}
        error={fault}
      >
        {(control) => (
          <input
            {...control}
            value={draft.nickname}
            maxLength={60}
            autoComplete="off"
            onChange={({ target }) => onDraft({ ...draft, nickname: target.value })}
          />
        )}
      </Field>
      {isOperator && (
        <Field label="For whom">
          {(control) => (
            <select
              {...control}
              value={draft.owner}
              onChange={({ target }) =>
                onDraft({ ...draft, owner: target.value === "me" ? "me" : "workspace" })
              }
            >
              <option value="workspace">Everyone here</option>
              <option value="me">Only me</option>
            </select>
          )}
        </Field>
      )}
    </>
  );
}
