import { type ReactNode, useCallback, useState } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Connection } from "../../contract/providers.ts";
import { formatCount, formatNumber } from "../../domain/number.ts";
import { Age } from "../../ui/Age.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { CorrelationChip } from "../../ui/CorrelationChip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { EnvProvenance } from "../../ui/EnvProvenance.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { failureOf } from "../../ui/failure.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { AccountAct } from "./AccountDetails.tsx";
import { AccountFilters } from "./AccountFilters.tsx";
import { AccountsTable } from "./AccountsTable.tsx";
import { isNarrowed } from "./accountsView.ts";
import { RenameDialog } from "./RenameDialog.tsx";
import { useAccountPages } from "./useAccountPages.ts";
import { useAccountsView } from "./useAccountsView.ts";
import { useRemoveAccount } from "./useRemoveAccount.ts";

export interface AccountsCardProps {
  /** What leads to the first account, where there is none. */
  empty?: ReactNode;
  /** What can be done with all of them. */
  aside?: ReactNode;
}

/** Every provider account with its limits: searched, filtered, ordered, and acted upon. */
export function AccountsCard({ empty, aside }: AccountsCardProps) {
  const { view, change } = useAccountsView();
  const { head, total, rows, onLook } = useAccountPages(view);
  const meta = useEndpoint("meta", "meta").data?.data;
  const [asked, setAsked] = useState<{ act: AccountAct; connection: Connection } | null>(null);
  const onAct = useCallback(
    (act: AccountAct, connection: Connection) => setAsked({ act, connection }),
    [],
  );
  const { data: answer, error } = head;
  if (!answer) {
    return (
      <Card title="Provider accounts" aside={aside}>
        {error === null ? (
          <Skeleton lines={8} label="Loading: provider accounts" />
        ) : (
          <FailedState
            title="Accounts unavailable"
            error={error}
            onRetry={() => void head.refetch()}
          />
        )}
      </Card>
    );
  }
  const { counts, providers } = answer.data;
  const found = `${formatNumber(total)} of ${formatNumber(counts.all)}`;
  const clear = () => change({ provider: null, status: null, q: "" });
  return (
    <Card
      title="Provider accounts"
      aside={
        <div className="flex flex-wrap items-baseline justify-end gap-x-4 gap-y-2">
          {counts.all > 0 && (
            <p className="text-sm text-muted">
              {total === counts.all ? formatCount(total, "account") : `${found} accounts`}
            </p>
          )}
          {aside}
        </div>
      }
      footer={
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <EnvProvenance
            environment={meta?.environment}
            engine={meta?.engines.records}
            observedAt={answer.server_time}
          />
          <CorrelationChip id={answer.correlation_id} />
        </div>
      }
    >
      {error !== null && (
        <div className="mb-3">
          <Notice look="unknown" title="Could not be refreshed">
            {failureOf(error).message} These are the values of <Age at={answer.server_time} />.{" "}
            <Button look="quiet" className="-my-1" onClick={() => void head.refetch()}>
              Try again
            </Button>
          </Notice>
        </div>
      )}
      {counts.all === 0 ? (
        <EmptyState title="No provider accounts yet">
          <p className="mx-auto max-w-prose text-pretty">
            Add an account of a provider, and you see what is left of each limit, and when it
            resets; work then goes past the accounts that are used up. Leeway reads no credential
            and asks no vendor before you choose one.
          </p>
          {empty && <div className="mt-4">{empty}</div>}
        </EmptyState>
      ) : (
        <div className="@container space-y-2" aria-busy={head.isPlaceholderData || undefined}>
          <AccountFilters view={view} counts={counts} providers={providers} onChange={change} />
          {total === 0 ? (
            <EmptyState title="No account matches">
              <Button onClick={clear}>Clear filters</Button>
            </EmptyState>
          ) : (
            <AccountsTable
              total={total}
              rows={rows}
              providers={providers}
              columns={view.columns}
              onLook={onLook}
              onAct={onAct}
            />
          )}
          <p role="status" className="sr-only">
            {isNarrowed(view) ? `${found} accounts` : ""}
          </p>
        </div>
      )}
      <Asked asked={asked} onClose={() => setAsked(null)} />
    </Card>
  );
}

interface AskedProps {
  asked: { act: AccountAct; connection: Connection } | null;
  onClose: () => void;
}

/** What is asked before an account is changed; drawn only while it is. */
function Asked({ asked, onClose }: AskedProps) {
  const remove = useRemoveAccount();
  if (asked === null) return null;
  const { act, connection } = asked;
  return act === "rename" ? (
    <RenameDialog open connection={connection} onClose={onClose} />
  ) : (
    <ConfirmDialog
      open
      title={`Remove ${connection.nickname}?`}
      confirm="Remove account"
      onConfirm={() => remove.mutate(connection)}
      onClose={onClose}
    >
      Its credential, its limits and their history go with it. The account at the provider stays as
      it is.
    </ConfirmDialog>
  );
}
