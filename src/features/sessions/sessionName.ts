import type { Run } from "../../contract/runs.ts";

/** What a session is called. */
export const sessionName = ({ name }: Pick<Run, "name">): string => name ?? "Unnamed session";
