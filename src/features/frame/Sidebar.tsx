import { NavLink } from "react-router";
import { KeyboardHelp } from "./KeyboardHelp.tsx";
import { pages } from "./pages.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

/** Beside the page where there is room, above it on a phone, where labels stand below their icons. */
export function Sidebar() {
  return (
    <header className="flex shrink-0 items-center gap-x-2 border-line bg-card px-3 py-1 max-md:sticky max-md:top-0 max-md:z-30 max-md:border-b sm:gap-x-4 sm:px-4 md:sticky md:top-0 md:h-dvh md:w-52 md:flex-col md:items-stretch md:border-r md:py-4">
      <p className="flex shrink-0 items-center gap-2 font-semibold tracking-tight md:px-2 md:pb-4">
        <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={22} height={22} />
        <span className="max-sm:sr-only">Leeway</span>
      </p>
      <nav aria-label="Main" className="min-w-0 grow">
        <ul className="flex max-sm:justify-between sm:gap-1 md:flex-col">
          {pages.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <NavLink
                to={to}
                end={to === "/"}
                className="flex min-h-11 items-center gap-2 rounded-control px-2 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:px-0.5 max-[24rem]:min-w-9 max-sm:text-micro max-sm:leading-4 md:min-h-9"
              >
                <Icon aria-hidden size={17} />
                <span className="max-[24rem]:sr-only">{label}</span>
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
