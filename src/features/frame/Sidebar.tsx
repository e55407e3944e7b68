import { Menu, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { NavLink, useLocation } from "react-router";
import { KeyboardHelp } from "./KeyboardHelp.tsx";
import { pages } from "./pages.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

const NAV_ID = "main-pages";

/** Beside the page where there is room; above it, behind a button, where there is little. */
export function Sidebar() {
  const { pathname } = useLocation();
  /** Where it was opened: elsewhere it is closed again. */
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;
  const button = useRef<HTMLButtonElement>(null);
  const closeByEscape = ({ key }: KeyboardEvent) => {
    if (key !== "Escape" || !open) return;
    setOpenAt(null);
    button.current?.focus();
  };
  const Icon = open ? X : Menu;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-2 border-line bg-card px-3 py-1 max-md:sticky max-md:top-0 max-md:z-30 max-md:border-b sm:px-4 md:sticky md:top-0 md:h-dvh md:w-52 md:flex-col md:flex-nowrap md:items-stretch md:overflow-y-auto md:border-r md:py-4">
      <p className="flex shrink-0 items-center gap-2 font-semibold tracking-tight max-md:grow md:px-2 md:pb-4">
        <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={22} height={22} />
        Leeway
      </p>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={NAV_ID}
        onClick={() => setOpenAt(open ? null : pathname)}
        onKeyDown={closeByEscape}
        className="flex min-h-11 items-center gap-2 rounded-control px-2 text-sm font-medium text-muted hover:bg-sunken hover:text-ink md:hidden"
      >
        <Icon aria-hidden size={17} />
        Menu
      </button>
      <nav
        id={NAV_ID}
        aria-label="Main"
        className={`min-w-0 grow max-md:order-last max-md:w-full max-md:pb-2 ${open ? "" : "max-md:hidden"}`}
      >
        <ul className="grid grid-cols-2 gap-1 md:flex md:flex-col">
          {pages.map(({ to, label, icon: PageIcon }) => (
            <li key={to}>
              <NavLink
                to={to}
                end={to === "/"}
                onKeyDown={closeByEscape}
                className="flex min-h-11 items-center gap-2 rounded-control px-2 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent md:min-h-9"
              >
                <PageIcon aria-hidden size={17} />
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <KeyboardHelp />
      <ThemeSwitch />
    </header>
  );
}
