import { useState } from "react";
import { FaultError } from "../../api/errors.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Connection, Discovered } from "../../contract/providers.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { failureOf } from "../../ui/failure.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { AddAccountForm } from "./AddAccountForm.tsx";
import { AddedAccount } from "./AddedAccount.tsx";
import { FoundOnMachine } from "./FoundOnMachine.tsx";
import { useConnect } from "./useConnect.ts";
import { useProviders } from "./useProviders.ts";
import { useRemoveAccount } from "./useRemoveAccount.ts";

export interface AddAccountDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Where an account comes from, and then whether it works. Once it is closed it holds nothing. */
export function AddAccountDialog({ open, onClose }: AddAccountDialogProps) {
  return (
    <Dialog open={open} title="Add an account" onClose={onClose}>
      {open && <Steps onClose={onClose} />}
    </Dialog>
  );
}

type Step =
  | { kind: "choose" }
  | { kind: "added"; connection: Connection }
  | { kind: "another"; connection: Connection };

function Steps({ onClose }: { onClose: () => void }) {
  const { asked, providers } = useProviders();
  const isOperator = useEndpoint("meta", "me").data?.data.role === "operator";
  const [step, setStep] = useState<Step>({ kind: "choose" });
  /** What was found and is being added; null where the form sends. */
  const [found, setFound] = useState<string | null>(null);
  const connect = useConnect((connection) => setStep({ kind: "added", connection }));

  if (!asked.data) {
    return asked.error === null ? (
      <Skeleton lines={4} label="Loading: providers" />
    ) : (
      <FailedState
        title="It is not known what can be added"
        error={asked.error}
        onRetry={() => void asked.refetch()}
      />
    );
  }
  if (step.kind === "added") {
    return (
      <Added
        added={step.connection}
        vendor={providers.find(({ id }) => id === step.connection.provider)?.name ?? "The vendor"}
        onAnother={(connection) => {
          connect.reset();
          setFound(null);
          setStep({ kind: "another", connection });
        }}
        onClose={onClose}
      />
    );
  }
  if (providers.every(({ enabled }) => !enabled)) {
    return (
      <EmptyState title="No provider can be added">
        All of them are switched off in the policy.
      </EmptyState>
    );
  }
  const add = ({ id, provider }: Discovered) => {
    if (connect.isPending) return;
    setFound(id);
    connect.send({ add: { provider, credential: { kind: "discovered", id } } });
  };
  return (
    <div className="mt-3">
      {step.kind === "another" && (
        <p className="text-sm">
          Another credential for <bdi className="font-medium">{step.connection.nickname}</bdi>
        </p>
      )}
      {isOperator && step.kind === "choose" && (
        <FoundOnMachine
          providers={providers}
          adding={connect.isPending ? found : null}
          failed={
            found !== null && connect.error !== null
              ? { id: found, message: whyNot(connect.error) }
              : null
          }
          onAdd={add}
        />
      )}
      <AddAccountForm
        key={step.kind}
        providers={providers}
        isOperator={isOperator}
        account={step.kind === "another" ? step.connection : null}
        error={found === null ? connect.error : null}
        isPending={connect.isPending && found === null}
        onSend={(request) => {
          if (connect.isPending) return;
          setFound(null);
          connect.send(request);
        }}
        onCancel={onClose}
      />
    </div>
  );
}

/** What is wrong with a place says more than that the request was. */
const whyNot = (error: Error): string =>
  (error instanceof FaultError && error.problem.fields?.[0]?.message) || failureOf(error).message;

interface AddedProps {
  added: Connection;
  vendor: string;
  onAnother: (connection: Connection) => void;
  onClose: () => void;
}

/** The account as it is by now: a vendor that was slow may have answered since. */
function Added({ added, vendor, onAnother, onClose }: AddedProps) {
  const asked = useEndpoint("providers", "connection", { params: { id: added.id } });
  const connection = asked.data?.data ?? added;
  const remove = useRemoveAccount(onClose);
  return (
    <AddedAccount
      connection={connection}
      vendor={vendor}
      isRemoving={remove.isPending}
      onKeep={onClose}
      onRemove={() => {
        if (!remove.isPending) remove.mutate(connection);
      }}
      onAnother={() => onAnother(connection)}
    />
  );
}
