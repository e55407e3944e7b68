import { useMutation } from "@tanstack/react-query";
import { useApi } from "../../api/ApiContext.tsx";
import type { Connection } from "../../contract/providers.ts";
import { failureOf } from "../../ui/failure.ts";

export interface IdentityProps {
  connection: Pick<Connection, "id" | "identity">;
  tabIndex: number;
}

/** Who an account belongs to: masked until somebody asks, and again when the row is closed. */
export function Identity({ connection: { id, identity }, tabIndex }: IdentityProps) {
  const { client } = useApi();
  const { data, error, isPending, mutate, reset } = useMutation({
    mutationFn: () => client.providers.identity({ params: { id } }),
  });
  if (identity === null) return "unknown";
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span dir="ltr" className="wrap-anywhere">
        {data?.data.identity ?? identity}
      </span>
      <button
        type="button"
        tabIndex={tabIndex}
        aria-busy={isPending}
        onClick={() => (data ? reset() : mutate())}
        className="min-h-6 text-accent hover:underline"
      >
        {data ? "Hide" : "Show"}
        <span className="sr-only"> who it belongs to</span>
      </button>
      {error && <span role="alert">{failureOf(error).message}</span>}
    </span>
  );
}
