import type { Run, RunDetail, RunKind } from "../../src/contract/runs.ts";
import { presentRun, presentRuns } from "../admission/presentRuns.ts";
import type { Principal } from "../admission/principal.ts";
import type { AppDependencies } from "../app.ts";
import type { RunFilter } from "../engines/records.ts";
import { nextCursor, parseCursor } from "./cursor.ts";

/** As many as a page may hold. */
const MOST_UNFINISHED = 200;

interface Asked extends Omit<RunFilter, "user_id" | "after" | "kind"> {
  kind: RunKind;
  cursor?: string | undefined;
}

/** Whose runs may be seen: a member's own, an operator's everyone's. */
const seenBy = ({ id, role }: Principal) => (role === "operator" ? undefined : id);

/** A page of the runs of one kind that may be seen, newest first. */
export async function pageOfRuns(
  deps: AppDependencies,
  principal: Principal,
  { cursor, ...filter }: Asked,
): Promise<{ runs: Run[]; next_cursor: string | null }> {
  const runs = await deps.records.listRuns({
    ...filter,
    user_id: seenBy(principal),
    after: parseCursor(cursor),
  });
  const places = runs.map(({ admitted_at: at, id }) => ({ at, id }));
  return {
    runs: await presentRuns(deps, runs),
    next_cursor: nextCursor(places, filter.limit),
  };
}

/** Those of a kind that may be seen and are not over, newest first, whatever their age. */
export async function unfinishedRuns(
  deps: AppDependencies,
  principal: Principal,
  kind: RunKind,
): Promise<Run[]> {
  const wanted = { kind, user_id: seenBy(principal), finished: false, limit: MOST_UNFINISHED };
  return presentRuns(deps, await deps.records.listRuns(wanted));
}

/** One run of a kind with the end of its output: as it is printed, or as it was written down. */
export async function detailOfRun(
  deps: AppDependencies,
  principal: Principal,
  id: string,
  kind: RunKind,
): Promise<RunDetail> {
  const run = await deps.admission.lifecycle.find(principal, id, kind);
  const output = deps.launcher.output(id) ?? (await deps.records.readOutput(id));
  return { ...(await presentRun(deps, run)), output };
}
