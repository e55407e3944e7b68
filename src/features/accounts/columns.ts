/** What a row can tell of an account beside its name, in the order it is shown at first. */
export const columns = ["state", "limits", "resets", "seen", "plan"] as const;
export type Column = (typeof columns)[number];

interface Looks {
  title: string;
  /** A track of the grid, where there is room for one beside the other. */
  width: string;
}

export const columnLooks: Readonly<Record<Column, Looks>> = {
  state: { title: "State", width: "8.5rem" },
  limits: { title: "Limits", width: "minmax(0, 3.4fr)" },
  resets: { title: "Resets", width: "minmax(0, 1.2fr)" },
  seen: { title: "Seen", width: "minmax(0, 1.1fr)" },
  plan: { title: "Plan", width: "5.75rem" },
};

/** The grid of a row: the account, what was chosen, and the button that opens it. */
export const tracksOf = (chosen: readonly Column[]): string =>
  ["minmax(0, 1.6fr)", ...chosen.map((column) => columnLooks[column].width), "2.25rem"].join(" ");

/** The columns with one of them shown or hidden; what is shown anew comes last. */
export const toggled = (chosen: readonly Column[], column: Column): Column[] =>
  chosen.includes(column) ? chosen.filter((other) => other !== column) : [...chosen, column];

/** The columns with one of them moved by so many places, as far as there are any. */
export function moved(chosen: readonly Column[], column: Column, by: number): Column[] {
  const from = chosen.indexOf(column);
  const to = Math.min(chosen.length - 1, Math.max(0, from + by));
  return from === -1 ? [...chosen] : chosen.toSpliced(from, 1).toSpliced(to, 0, column);
}
