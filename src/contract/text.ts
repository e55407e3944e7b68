import * as z from "zod/mini";

/**
 * Text of 1 to `max` characters, blanks at its ends taken off; neither NUL nor half of a surrogate
 * pair, which no record can hold.
 */
export const text = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1, { error: "must not be empty" }),
    z.maxLength(max, { error: `must have at most ${max} characters` }),
    z.refine((value) => !value.includes("\0"), { error: "must not contain NUL characters" }),
    z.refine((value) => !/\p{Surrogate}/u.test(value), {
      error: "must not contain half characters",
    }),
  );
