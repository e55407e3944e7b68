import * as z from "zod/mini";

/** Letters, digits, `.`, `_`, `-`, in parts separated by `/`: "acme/web". At most 100 characters. */
export const ProjectId = z.string().check(
  z.maxLength(100),
  z.regex(/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/, {
    error: 'must be letters, digits, ".", "_" or "-", in parts separated by "/"',
  }),
);
export type ProjectId = z.infer<typeof ProjectId>;
