import {
  CircleCheck,
  CircleHelp,
  CircleMinus,
  LogIn,
  type LucideIcon,
  Power,
  RefreshCwOff,
  TriangleAlert,
} from "lucide-react";
import type { AccountState } from "../contract/providers.ts";

/** How each state of a provider account looks: colour and icon; the words are the domain's. */
export const accountLook: Record<AccountState, { icon: LucideIcon; ink: string }> = {
  available: { icon: CircleCheck, ink: "text-ok-ink" },
  approaching: { icon: TriangleAlert, ink: "text-approaching-ink" },
  depleted: { icon: CircleMinus, ink: "text-exhausted-ink" },
  sign_in: { icon: LogIn, ink: "text-critical-ink" },
  failing: { icon: RefreshCwOff, ink: "text-approaching-ink" },
  unknown: { icon: CircleHelp, ink: "text-muted" },
  off: { icon: Power, ink: "text-muted" },
};
