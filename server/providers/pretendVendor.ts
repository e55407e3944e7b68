import type { Ask, VendorAnswer, VendorRequest } from "./provider.ts";
import { VendorUnreachableError } from "./unreachable.ts";

/** What a pretended vendor answers at urls that begin so: a body with 200, or a whole answer. */
export type Answers = Readonly<Record<string, Partial<VendorAnswer> | "unreachable">>;

/** A vendor that answers by url, 404 where it knows none, and keeps what it was asked. */
export function pretendVendor(answers: Answers): { ask: Ask; asked: VendorRequest[] } {
  const asked: VendorRequest[] = [];
  const ask: Ask = (request) => {
    asked.push(request);
    const found = Object.entries(answers)
      .toSorted(([a], [b]) => b.length - a.length)
      .find(([url]) => request.url.startsWith(url));
    const answer = found?.[1] ?? { status: 404 };
    return answer === "unreachable"
      ? Promise.reject(new VendorUnreachableError("timeout", "The vendor did not answer in time."))
      : Promise.resolve({ status: 200, headers: {}, body: {}, ...answer });
  };
  return { ask, asked };
}

/** Each request as "GET url", in the order it was asked. */
export const linesOf = (asked: readonly VendorRequest[]) =>
  asked.map(({ method, url }) => `${method} ${url}`);
