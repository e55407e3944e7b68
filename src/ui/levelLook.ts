import {
  CircleCheck,
  CircleHelp,
  CircleMinus,
  Infinity as InfinityIcon,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from "lucide-react";
import type { Level } from "../domain/levels.ts";

/** How each level looks: colour and icon; the word is the domain's. */
export const levelLook: Record<Level, { icon: LucideIcon; fill: string; ink: string }> = {
  ok: { icon: CircleCheck, fill: "bg-ok", ink: "text-ok-ink" },
  approaching: { icon: TriangleAlert, fill: "bg-approaching", ink: "text-approaching-ink" },
  critical: { icon: OctagonAlert, fill: "bg-critical", ink: "text-critical-ink" },
  exhausted: { icon: CircleMinus, fill: "bg-exhausted", ink: "text-exhausted-ink" },
  unlimited: { icon: InfinityIcon, fill: "bg-unknown", ink: "text-muted" },
  unknown: { icon: CircleHelp, fill: "bg-unknown", ink: "text-muted" },
};
