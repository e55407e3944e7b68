import type { Connection } from "../../contract/providers.ts";
import type { PollStatus } from "../../contract/snapshot.ts";

/** A first answer that is not simply good. */
export interface FirstLook {
  look: "info" | "warning" | "unknown";
  title: string;
  /** What comes of it, or what to do. */
  next: string;
  /** True where another credential may mend it. */
  another: boolean;
}

const TRIES = "Leeway tries again by itself if you keep it.";

const looks: Readonly<Record<Exclude<PollStatus, "ok">, (vendor: string) => FirstLook>> = {
  auth_required: () => ({
    look: "warning",
    title: "Sign in again",
    next: "Another credential may do.",
    another: true,
  }),
  unsupported: () => ({
    look: "warning",
    title: "No usage to read",
    next: "Another kind of credential of this account may have it.",
    another: true,
  }),
  blocked: (vendor) => ({
    look: "unknown",
    title: `${vendor} was not reachable`,
    next: `Something before it answered in its place. ${TRIES}`,
    another: true,
  }),
  error: (vendor) => ({
    look: "unknown",
    title: `${vendor} was not reachable`,
    next: TRIES,
    another: true,
  }),
  partial: (vendor) => ({
    look: "unknown",
    title: `${vendor} named no limit`,
    next: TRIES,
    another: true,
  }),
  rate_limited: (vendor) => ({
    look: "info",
    title: `${vendor} asks to wait`,
    next: "That says nothing about the account. Leeway asks later if you keep it.",
    another: false,
  }),
};

/** What is to be said of an account's first look; null if it works. */
export function firstLookOf({ snapshot }: Connection, vendor: string): FirstLook | null {
  if (snapshot.status === "ok") return null;
  if (snapshot.status !== null) return looks[snapshot.status](vendor);
  return {
    look: "info",
    title: `Still asking ${vendor}`,
    next: "It takes longer than usual. What it says shows up here, and in the list if you keep it.",
    another: false,
  };
}
