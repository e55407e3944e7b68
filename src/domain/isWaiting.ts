import type { Run } from "../contract/runs.ts";

/** True if a run that was let in has not begun: it waits for a slot, or for a limit to lift. */
export const isWaiting = ({ status }: Pick<Run, "status">): boolean =>
  status === "queued" || status === "parked";
