import { useRef } from "react";

/**
 * The `Idempotency-Key` of what is sent: the same draft sent again after an answer that never came is
 * the same attempt, and keeps its key until an answer has come or the draft has changed.
 */
export function useAttemptKey() {
  const attempt = useRef<{ draft: string; key: string } | null>(null);
  return {
    keyOf(body: unknown): string {
      const draft = JSON.stringify(body);
      if (attempt.current?.draft !== draft) attempt.current = { draft, key: crypto.randomUUID() };
      return attempt.current.key;
    },
    /** What is sent next is something else, be it the same. */
    end() {
      attempt.current = null;
    },
  };
}
