import * as z from "zod/mini";

/** How a list is paged: at most `limit` rows, from behind the `next_cursor` of the page before. */
export const paging = {
  limit: z._default(z.coerce.number<string | number>().check(z.int(), z.gte(1), z.lte(200)), 50),
  cursor: z.optional(z.string().check(z.maxLength(200))),
};
