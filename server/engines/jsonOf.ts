/**
 * A value for a column of JSON; null is the column's own. The driver would write an array as an
 * array of Postgres, and a string as no JSON.
 */
export const jsonOf = <T>(value: T): T =>
  value === null ? value : (JSON.stringify(value) as unknown as T);
