import {
  CalendarClock,
  FolderGit2,
  Gauge,
  KeyRound,
  History,
  LayoutDashboard,
  type LucideIcon,
  Settings2,
  SquareTerminal,
} from "lucide-react";

/** The pages that the navigation leads to, and the key that does so after `g`. */
export const pages: readonly { to: string; label: string; icon: LucideIcon; key: string }[] = [
  { to: "/", label: "Overview", icon: LayoutDashboard, key: "o" },
  { to: "/quota", label: "Quota", icon: Gauge, key: "q" },
  { to: "/projects", label: "Projects", icon: FolderGit2, key: "p" },
  { to: "/sessions", label: "Sessions", icon: SquareTerminal, key: "s" },
  { to: "/schedules", label: "Schedules", icon: CalendarClock, key: "d" },
  { to: "/accounts", label: "Accounts", icon: KeyRound, key: "a" },
  { to: "/activity", label: "Activity", icon: History, key: "y" },
  { to: "/settings", label: "Settings", icon: Settings2, key: "t" },
];
