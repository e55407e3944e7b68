import { FaultError } from "../../api/errors.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";

/** What a project is called, by its id until its name is known; `missing` if there is no such project. */
export function useProjectName(id: string): { name: string; missing: boolean } {
  const { data, error } = useEndpoint("projects", "get", { params: { id } });
  const missing = error instanceof FaultError && [400, 404].includes(error.problem.status);
  return { name: data?.data.name ?? id, missing };
}
