import type { ResourceKey } from "../../src/contract/api.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/** What may change for everyone when a run takes or leaves a slot, or a place in a queue. */
const OF_PROJECT: readonly ResourceKey[] = [
  "/quota/concurrency",
  "/quota/projects",
  "/runs",
  "/runs/:id",
  "/decision",
];
/** A session is its owner's alone. */
const OF_SESSION: readonly ResourceKey[] = [
  "/sessions",
  "/sessions/:id",
  "/sessions/batch-status",
  "/decision",
];

/** What a managed run changes for its owner as it begins or ends: it uses compute. */
export const ofCompute = ({ execution }: RunRecord): ResourceKey[] =>
  execution === "managed" ? ["/sessions/batch-status"] : [];

/** Tells everyone concerned that a run has changed; `keys` concern its owner. */
export type Tell = (run: RunRecord, ...keys: ResourceKey[]) => Promise<void>;

/** Tells that a run has printed something: its own page shows that, and no other answer changes. */
export type TellOutput = (run: Pick<RunRecord, "kind" | "user_id">) => Promise<void>;

export function createTell({ counters, log }: Pick<AdmissionDependencies, "counters" | "log">): {
  tell: Tell;
  tellOutput: TellOutput;
} {
  const publish = (keys: readonly ResourceKey[], user_id: string | null) =>
    counters
      .publish({ keys, user_id })
      .catch((error: unknown) => log.warn({ err: error }, "live event lost"));
  return {
    async tell(run, ...keys) {
      if (run.kind === "task") await publish(OF_PROJECT, null);
      await publish(run.kind === "task" ? keys : [...OF_SESSION, ...keys], run.user_id);
    },
    tellOutput: ({ kind, user_id }) =>
      publish([kind === "task" ? "/runs/:id" : "/sessions/:id"], user_id),
  };
}
