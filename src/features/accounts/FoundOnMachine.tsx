import { useEndpoint } from "../../api/useEndpoint.ts";
import { FailedState } from "../../ui/FailedState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { FoundList, type FoundListProps } from "./FoundList.tsx";

/** What vendors' tools keep on the server's machine, by its existence alone. */
export function FoundOnMachine(props: Omit<FoundListProps, "discovered">) {
  const { data, error, refetch } = useEndpoint("providers", "discovered");
  if (data) return <FoundList {...props} discovered={data.data.discovered} />;
  return error === null ? (
    <Skeleton lines={2} label="Loading: what is on this machine" />
  ) : (
    <FailedState
      title="What is on this machine is not known"
      error={error}
      onRetry={() => void refetch()}
    />
  );
}
