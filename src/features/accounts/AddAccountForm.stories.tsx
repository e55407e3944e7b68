import type { Connection } from "../../contract/providers.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { eachState } from "../../gallery/eachState.ts";
import { accountWith, sampleProviders } from "../../gallery/sampleAccounts.ts";
import { failuresByKind } from "../../gallery/sampleFailures.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { AddAccountForm } from "./AddAccountForm.tsx";

interface WrittenProps extends Deed {
  isOperator?: boolean;
  account?: Connection | null;
  error?: Error | null;
  isPending?: boolean;
}

function Written(props: WrittenProps) {
  const { isOperator = true, account = null, error = null, isPending = false, ...deed } = props;
  return (
    <Hand {...deed}>
      <div className="max-w-md">
        <AddAccountForm
          providers={sampleProviders}
          isOperator={isOperator}
          account={account}
          error={error}
          isPending={isPending}
          onSend={() => {}}
          onCancel={() => {}}
        />
      </div>
    </Hand>
  );
}

const account = accountWith();

export const stories = [
  storiesOf("AddAccountForm", Written, {
    empty: { props: {} },
    "nothing-chosen": { props: { presses: ["Add account"] } },
    "another-credential": { props: { account } },
    asking: { props: { account, isPending: true } },
    "for-a-member": { props: { account, isOperator: false } },
    ...eachState(failuresByKind, (error) => ({ props: { error } })),
    "another-not-taken": { props: { account, error: failuresByKind["offline"] ?? null } },
  }),
];
