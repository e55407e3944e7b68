import type { Me } from "../../src/contract/meta.ts";

/** Who is asking, as signing in has found out. */
export type Principal = Pick<Me, "id" | "name" | "role">;

/** Without sign-in, whoever reaches the loopback address runs the place. */
export const localOperator: Principal = { id: "local", name: "Local operator", role: "operator" };
