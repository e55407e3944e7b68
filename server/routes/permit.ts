import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";

const ranks = ["viewer", "member", "operator"] as const;

/** @throws {RequestFault} unauthenticated or forbidden */
export function permit(
  principal: Principal | null,
  needed: Principal["role"] = "viewer",
): asserts principal {
  if (!principal) throw new RequestFault("unauthenticated", "Sign in to use this.");
  if (ranks.indexOf(principal.role) < ranks.indexOf(needed)) {
    throw new RequestFault("forbidden", `This needs the role ${needed}.`);
  }
}
