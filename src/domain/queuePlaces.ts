const rules = new Intl.PluralRules("en", { type: "ordinal" });
const list = new Intl.ListFormat("en");

const ENDINGS: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  one: "st",
  two: "nd",
  few: "rd",
  other: "th",
  zero: "th",
  many: "th",
};

/** A place in words: 1st, 22nd, 113th. */
export const ordinal = (place: number): string => `${place}${ENDINGS[rules.select(place)]}`;

/** Nobody reads a longer list of places. */
const MOST_NAMED = 3;

/** Where a person stands in a queue: "You are 2nd"; null if they do not wait, or nobody knows who asks. */
export function queuePlaces(
  queue: readonly { owner: string; position: number }[],
  me: string | undefined,
): string | null {
  const mine = queue.filter(({ owner }) => owner === me).map(({ position }) => ordinal(position));
  if (mine.length === 0) return null;
  const more = mine.length - MOST_NAMED;
  const named = more > 0 ? [...mine.slice(0, MOST_NAMED), `${more} more`] : mine;
  return `You are ${list.format(named)}`;
}
