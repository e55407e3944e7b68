import { useEffect, useState } from "react";
import { LONGEST_SEARCH } from "./accountsView.ts";

const PAUSE_MS = 250;

export interface SearchBoxProps {
  q: string;
  onSearch: (q: string) => void;
}

/** Searches once one stops typing; Escape empties it. */
export function SearchBox({ q, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(q);
  const [told, setTold] = useState(q);
  // The address changed by another hand: a link, or "Clear filters".
  if (q !== told) {
    setTold(q);
    setTyped(q);
  }
  useEffect(() => {
    if (typed.trim() === told) return;
    const timer = setTimeout(() => {
      setTold(typed.trim());
      onSearch(typed.trim());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, told, onSearch]);
  const clear = () => {
    setTyped("");
    setTold("");
    onSearch("");
  };
  return (
    <input
      type="search"
      aria-label="Search accounts"
      placeholder="Search accounts"
      value={typed}
      maxLength={LONGEST_SEARCH}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => setTyped(target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || typed === "") return;
        event.preventDefault();
        clear();
      }}
      className="min-h-9 w-full min-w-0 rounded-control border border-edge bg-card px-3 text-sm"
    />
  );
}
