/** A count in words: 1,204. Grouped like everywhere else, so that two numbers can be compared. */
export const formatNumber = (count: number, locale = "en"): string =>
  new Intl.NumberFormat(locale, { signDisplay: "negative" }).format(count);

/** A count with its noun: "1 run", "1,204 runs". */
export const formatCount = (count: number, noun: string, locale = "en"): string =>
  `${formatNumber(count, locale)} ${count === 1 ? noun : `${noun}s`}`;
