import type { Pool } from "../engines/counters.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/** Whose slots a run takes: its project's, or, as a session, its owner's. */
export const poolOf = ({ kind, project_id, user_id }: RunRecord): Pool =>
  kind === "task" ? { project_id: project_id ?? "" } : { user_id };

/** When a lease ends that is given or renewed at `now`; milliseconds since 1970. */
export const leaseEnd = ({ policy }: Pick<AdmissionDependencies, "policy">, now: number): number =>
  now + policy().runs.lease_seconds * 1000;
