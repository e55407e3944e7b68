import type { Ask, VendorAnswer, VendorRequest } from "./provider.ts";
import { VendorUnreachableError } from "./unreachable.ts";

/** What a pretended vendor answers at urls that begin so: an empty 200 but for what is told. */
export type Answers = Readonly<Record<string, Partial<VendorAnswer> | Error | "unreachable">>;

/** A vendor that gives a 404 wherever it is told nothing else. */
export const ELSEWHERE_404: Answers = { "https://": { status: 404 } };

/**
 * A vendor that answers by the longest beginning of the url that fits, and keeps what it was asked.
 * An error is thrown; so is one where nothing fits, which no provider should ask.
 */
export function pretendVendor(answers: Answers): { ask: Ask; asked: VendorRequest[] } {
  const asked: VendorRequest[] = [];
  const ask: Ask = (request) => {
    asked.push(request);
    const [, answer = new Error(`Nobody answers at ${request.url}.`)] =
      Object.entries(answers)
        .toSorted(([a], [b]) => b.length - a.length)
        .find(([url]) => request.url.startsWith(url)) ?? [];
    if (answer instanceof Error) return Promise.reject(answer);
    return answer === "unreachable"
      ? Promise.reject(new VendorUnreachableError("timeout", "The vendor did not answer in time."))
      : Promise.resolve({ status: 200, headers: {}, body: {}, ...answer });
  };
  return { ask, asked };
}

/** Each request as "GET url", in the order it was asked. */
export const linesOf = (asked: readonly VendorRequest[]) =>
  asked.map(({ method, url }) => `${method} ${url}`);
