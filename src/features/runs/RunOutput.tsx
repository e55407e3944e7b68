import { useEndpoint } from "../../api/useEndpoint.ts";
import { FailedState } from "../../ui/FailedState.tsx";
import { OutputBox } from "../../ui/OutputBox.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

/** The end of what a run printed. */
export function RunOutput({ id }: { id: string }) {
  const { data, error, refetch } = useEndpoint("runs", "get", { params: { id } });
  if (data) return <OutputBox output={data.data.output} />;
  return error ? (
    <FailedState title="Output unavailable" error={error} onRetry={() => void refetch()} />
  ) : (
    <Skeleton lines={2} label="Loading output" />
  );
}
