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

/** How each level looks: colour, icon and the surface behind its words; the word is the domain's. */
export const levelLook: Record<
  Level,
  { icon: LucideIcon; fill: string; ink: string; soft: string }
> = {
  ok: { icon: CircleCheck, fill: "bg-ok", ink: "text-ok-ink", soft: "bg-sunken" },
  approaching: {
    icon: TriangleAlert,
    fill: "bg-approaching",
    ink: "text-approaching-ink",
    soft: "bg-approaching-soft",
  },
  critical: {
    icon: OctagonAlert,
    fill: "bg-critical",
    ink: "text-critical-ink",
    soft: "bg-approaching-soft",
  },
  exhausted: {
    icon: CircleMinus,
    fill: "bg-exhausted",
    ink: "text-exhausted-ink",
    soft: "bg-exhausted-soft",
  },
  unlimited: { icon: InfinityIcon, fill: "bg-unknown", ink: "text-muted", soft: "bg-sunken" },
  unknown: { icon: CircleHelp, fill: "bg-unknown", ink: "text-muted", soft: "bg-sunken" },
};
