import { FolderGit2, Gauge as GaugeIcon, type LucideIcon } from "lucide-react";
import { NavLink } from "react-router";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

const LINKS: { to: string; label: string; icon: LucideIcon }[] = [
  { to: "/quota", label: "Quota", icon: GaugeIcon },
  { to: "/projects", label: "Projects", icon: FolderGit2 },
];

/** Beside the page where there is room, above it on a phone. */
export function Sidebar() {
  return (
    <header className="flex shrink-0 items-center gap-x-4 border-line bg-card px-4 py-2 max-md:sticky max-md:top-0 max-md:z-30 max-md:border-b md:sticky md:top-0 md:h-dvh md:w-52 md:flex-col md:items-stretch md:border-r md:py-4">
      <p className="flex items-center gap-2 font-semibold tracking-tight md:px-2 md:pb-4">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <span className="max-[22rem]:sr-only">Leeway</span>
      </p>
      <nav aria-label="Main" className="min-w-0 grow">
        <ul className="flex gap-1 md:flex-col">
          {LINKS.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <NavLink
                to={to}
                className="flex min-h-11 items-center gap-2 rounded-control px-2 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent md:min-h-9"
              >
                <Icon aria-hidden size={17} />
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <ThemeSwitch />
    </header>
  );
}
