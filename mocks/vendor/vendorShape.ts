import type { Usage } from "./usage.ts";

/** An answer that is none of the vendor's usage. */
export interface Refusal {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface VendorRoute {
  method: "GET" | "POST";
  path: string;
  body: (usage: Usage) => unknown;
  /** The same shape without one readable limit. */
  empty: unknown;
  /** Who may not ask this, though the token is good. */
  refuses?: (usage: Usage) => Refusal | null;
}

/** How one vendor answers. */
export interface VendorShape {
  routes: readonly VendorRoute[];
  unauthorized: Refusal;
  /** How the usage endpoint asks for patience until `until`, in milliseconds since 1970. */
  throttled: (until: number) => Refusal;
  /** Five hours, if left out. */
  session_seconds?: number;
  /** "weekly", if left out. */
  models_in?: "session" | "weekly";
}
