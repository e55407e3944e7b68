import { type EngineName, EngineUnavailableError } from "../server/engines/engineUnavailable.ts";

/** An engine that can be made to answer nothing, as one that is out of reach does, and to come back. */
export function breakable<E extends object>(engine: E, name: EngineName) {
  let broken = false;
  const guarded = new Proxy(engine, {
    get(target, property, receiver) {
      const method: unknown = Reflect.get(target, property, receiver);
      // Listening and telling go on: it is the counts that cannot be had.
      if (typeof method !== "function" || property === "subscribe" || property === "publish") {
        return method;
      }
      return (...given: unknown[]) =>
        broken
          ? Promise.reject(new EngineUnavailableError(name))
          : (method as (...given: unknown[]) => unknown).apply(target, given);
    },
  });
  return {
    engine: guarded,
    break() {
      broken = true;
    },
    mend() {
      broken = false;
    },
  };
}
