import type { Limit } from "../contract/limit.ts";
import { readLimit } from "./readLimit.ts";

/**
 * What the limit that binds a depleted account is called, if it is spent. Null otherwise: then nothing
 * but the vendor's own word holds the account back, whichever limit has the least room.
 */
export const spentLabel = (binding: Limit | null, now: number): string | null =>
  binding !== null && readLimit(binding, now, Number.POSITIVE_INFINITY).blocks
    ? binding.label
    : null;
