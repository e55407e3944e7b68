import { Instant } from "../../src/contract/instant.ts";
import { RequestFault } from "../admission/requestFault.ts";

/** Where an entry stands in a list that is ordered by time and then by id. */
interface Position {
  at: Instant;
  id: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the next page of a list starts; null behind the last. */
export function nextCursor(page: readonly Position[], limit: number): string | null {
  const last = page.length === limit ? page.at(-1) : undefined;
  return last ? `${last.at}~${last.id}` : null;
}

/** @throws {RequestFault} invalid_request */
export function parseCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const [at, id, ...rest] = cursor.split("~");
  const time = Instant.safeParse(at);
  if (time.success && id !== undefined && UUID.test(id) && rest.length === 0) {
    return { at: time.data, id };
  }
  throw new RequestFault("invalid_request", "Check these fields: cursor.", [
    { field: "cursor", message: "must be the next_cursor of an earlier answer" },
  ]);
}
