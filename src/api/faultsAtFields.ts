import { FaultError } from "./errors.ts";

/**
 * What is wrong with which field, as the server names it; null where the error is of another kind,
 * or names a field that the form does not have, and so must be said elsewhere.
 */
export function faultsAtFields(
  error: unknown,
  fields: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | null {
  if (!(error instanceof FaultError)) return null;
  const given = error.problem.fields ?? [];
  if (given.length === 0 || given.some(({ field }) => !Object.hasOwn(fields, field))) return null;
  return Object.fromEntries(
    // Of several things that are wrong with a field, the first.
    given.toReversed().map(({ field, message }) => [field, sentence(fields[field] ?? "", message)]),
  );
}

/** What is said of a field has no subject: "must not be empty". */
const sentence = (label: string, message: string) =>
  /^(?:must|names) /.test(message) ? `${label} ${message}` : message;
