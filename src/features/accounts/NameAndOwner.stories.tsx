import { useState } from "react";
import { providerWith } from "../../gallery/sampleAccounts.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { emptyDraft } from "./accountDraft.ts";
import { NameAndOwner } from "./NameAndOwner.tsx";

interface WrittenProps {
  nickname?: string;
  isOperator?: boolean;
  fault?: string;
}

function Written({ nickname = "", isOperator = true, fault }: WrittenProps) {
  const [draft, setDraft] = useState({ ...emptyDraft, nickname });
  return (
    <div className="max-w-md space-y-4">
      <NameAndOwner
        draft={draft}
        onDraft={setDraft}
        provider={providerWith("claude", "Claude")}
        isOperator={isOperator}
        fault={fault}
      />
    </div>
  );
}

export const stories = [
  storiesOf("NameAndOwner", Written, {
    empty: { props: {} },
    "for-a-member": { props: { isOperator: false } },
    wrong: { props: { nickname: "x", fault: "Nickname must not contain NUL characters" } },
  }),
];
