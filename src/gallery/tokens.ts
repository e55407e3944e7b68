import { parse, wcagContrast } from "culori";

/** A colour by its role, in both themes. */
export interface ColourToken {
  name: string;
  light: string;
  dark: string;
}

const COLOUR = /--color-([\w-]+):\s*light-dark\(\s*(oklch\([^)]*\))\s*,\s*(oklch\([^)]*\))\s*\)/g;

/** The colours of the style sheet, in its order. */
export const colourTokens = (css: string): ColourToken[] =>
  [...css.matchAll(COLOUR)].map(([, name = "", light = "", dark = ""]) => ({ name, light, dark }));

/** What stands on what, and by how much it must stand out (WCAG 2.2: 1.4.3 and 1.4.11). */
export interface Pair {
  on: string;
  front: string;
  use: "text" | "mark";
}

export const needed: Record<Pair["use"], number> = { text: 4.5, mark: 3 };

const SURFACES = ["page", "card", "sunken"];
const SOFT = ["accent-soft", "approaching-soft", "exhausted-soft"];
const INKS = ["ok-ink", "approaching-ink", "critical-ink", "exhausted-ink"];
const FILLS = ["ok", "approaching", "critical", "exhausted"];

const pairs = (use: Pair["use"], fronts: readonly string[], grounds: readonly string[]): Pair[] =>
  fronts.flatMap((front) => grounds.map((on) => ({ on, front, use })));

/** Every pair that the components make. */
export const allPairs: readonly Pair[] = [
  ...pairs("text", ["ink", "muted"], [...SURFACES, ...SOFT]),
  ...pairs("text", ["accent"], [...SURFACES, "accent-soft"]),
  ...pairs("text", ["on-accent"], ["accent"]),
  ...pairs("text", INKS, ["card", "page"]),
  ...pairs("text", ["approaching-ink", "critical-ink"], ["approaching-soft"]),
  ...pairs("text", ["exhausted-ink"], ["exhausted-soft"]),
  ...pairs("mark", FILLS, ["sunken", "card"]),
  ...pairs("mark", ["edge"], ["page", "card"]),
];

/** The contrast of two CSS colours, 1 to 21. */
export function contrastOf(front: string, on: string): number {
  const [a, b] = [parse(front), parse(on)];
  if (!a || !b) throw new RangeError(`Not a colour: ${a ? on : front}`);
  return wcagContrast(a, b);
}
