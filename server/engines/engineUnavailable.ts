import type { RefusalOf } from "../../src/contract/refusal.ts";

export type EngineName = RefusalOf<"limits_unavailable">["engine"];

/** An engine of ours did not answer. Nothing may be concluded from it, least of all that there is room. */
export class EngineUnavailableError extends Error {
  readonly engine: EngineName;

  constructor(engine: EngineName, cause?: unknown) {
    super(`The ${engine} engine is unavailable.`, { cause });
    this.name = "EngineUnavailableError";
    this.engine = engine;
  }
}
