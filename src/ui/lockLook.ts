import {
  CircleHelp,
  ListOrdered,
  Lock,
  LockOpen,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { PrLockReading } from "../domain/readPrLock.ts";

/** How each state of a PR lock looks: colour and icon; the words are the domain's. */
export const lockLook: Record<PrLockReading, { icon: LucideIcon; ink: string }> = {
  free: { icon: LockOpen, ink: "text-muted" },
  held: { icon: Lock, ink: "text-accent" },
  draining: { icon: ListOrdered, ink: "text-approaching-ink" },
  stuck: { icon: TriangleAlert, ink: "text-critical-ink" },
  unknown: { icon: CircleHelp, ink: "text-muted" },
};
