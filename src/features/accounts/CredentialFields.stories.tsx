import { useState } from "react";
import { eachState } from "../../gallery/eachState.ts";
import { providerWith, sampleProviders } from "../../gallery/sampleAccounts.ts";
import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { type AccountDraft, emptyDraft } from "./accountDraft.ts";
import { CredentialFields, type CredentialFieldsProps } from "./CredentialFields.tsx";

interface WrittenProps extends Pick<CredentialFieldsProps, "provider"> {
  draft?: Partial<AccountDraft>;
  isOperator?: boolean;
  faults?: CredentialFieldsProps["faults"];
}

function Written({ provider, draft, isOperator = true, faults }: WrittenProps) {
  const [written, setWritten] = useState({ ...emptyDraft, provider: provider.id, ...draft });
  return (
    <div className="max-w-md space-y-4">
      <CredentialFields
        draft={written}
        onDraft={setWritten}
        provider={provider}
        isOperator={isOperator}
        faults={faults ?? {}}
      />
    </div>
  );
}

const byName = Object.fromEntries(sampleProviders.map((provider) => [provider.id, provider]));
const claude = providerWith("claude", "Claude");

export const stories = [
  storiesOf("CredentialFields", Written, {
    ...eachState(byName, (provider) => ({ props: { provider } })),
    "for-a-member": { props: { provider: claude, isOperator: false } },
    "a-file": { props: { provider: claude, draft: { source: "file" } } },
    "a-variable": { props: { provider: claude, draft: { source: "environment" } } },
    "token-wrong": {
      props: {
        provider: claude,
        draft: { token: "a b" },
        faults: { "credential.token": "Token must be one line without blanks" },
      },
    },
    "path-wrong": {
      props: {
        provider: claude,
        draft: { source: "file", path: sampleText.unbreakable },
        faults: { "credential.path": "Path must be absolute, or begin with ~" },
      },
    },
    "long-hint": { props: { provider: { ...claude, paste_hint: sampleText.long } } },
  }),
];
