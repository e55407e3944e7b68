import type { Api } from "../../src/contract/api.ts";
import type { AppDependencies } from "../app.ts";
import { nextCursor, parseCursor } from "./cursor.ts";
import type { Handlers } from "./handler.ts";

export const activityRoutes = ({ records }: AppDependencies): Handlers<Api["activity"]> => ({
  list: async ({ principal, query: { cursor, limit } }) => {
    const entries = await records.listActivity({
      user_id: principal.role === "operator" ? undefined : principal.id,
      limit,
      after: parseCursor(cursor),
    });
    return { status: 200, body: { entries, next_cursor: nextCursor(entries, limit) } };
  },
});
