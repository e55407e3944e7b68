import { FaultError } from "../../api/errors.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { sessionName } from "./sessionName.ts";

/** What a session is called once that is known; `missing` if there is no such session. */
export function useSessionName(id: string): { name: string; missing: boolean } {
  const { data, error } = useEndpoint("sessions", "get", { params: { id } });
  const missing = error instanceof FaultError && [400, 404].includes(error.problem.status);
  return { name: data ? sessionName(data.data) : "Session", missing };
}
