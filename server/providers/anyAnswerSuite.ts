import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Limit } from "../../src/contract/limit.ts";
import { answerWith, expectedOf, payload } from "./payloadsConformance.ts";
import type { Ask, Provider, VendorAnswer, VendorRequest } from "./provider.ts";

const NOW = Date.parse("2026-08-18T12:00:00.000Z");
const ODD: unknown[] = [
  undefined,
  null,
  "",
  "?",
  "0x1f",
  true,
  -1,
  1e308,
  [],
  [null],
  {},
  { toString: 1 },
];

/** Whatever a vendor sends, it is read without a throw, into limits that are sound, each once. */
export function standsAnyAnswer(provider: Provider): void {
  const faultsOf = (answer: VendorAnswer) => {
    const { limits, status, error } = provider.read(answer, NOW);
    return [
      ...limits.filter((limit) => !Limit.safeParse(limit).success),
      ...(new Set(limits.map(({ id }) => id)).size === limits.length ? [] : ["an id comes twice"]),
      ...((status === "ok") === limits.length > 0
        ? []
        : [`${status} with ${limits.length} limits`]),
      ...((status === "ok") === (error === null) ? [] : [`${status} with ${error?.code}`]),
    ];
  };

  describe(`an answer to ${provider.id} that nobody foresaw`, () => {
    it("is read soundly if it is any JSON at all", () => {
      const status = fc.constantFrom(200, 204, 302, 400, 401, 403, 404, 426, 429, 500, 503);
      const headers = fc.dictionary(fc.constantFrom("date", "retry-after"), fc.string());
      const body = fc.oneof(fc.jsonValue(), fc.constant(undefined));
      fc.assert(
        fc.property(fc.record({ status, headers, body }), (answer) => {
          expect(faultsOf(answer)).toEqual([]);
        }),
        { seed: 3 },
      );
    });

    it.each(expectedOf(provider.id))("is read soundly if it is $name, one member off", (told) => {
      const whole = payload(told.name);
      for (const path of pathsOf(whole)) {
        for (const odd of ODD) {
          expect(faultsOf(answerWith(put(whole, path, odd)))).toEqual([]);
        }
      }
    });
  });
}

/** A vendor that answers by path. What it was asked is kept. */
export function vendorWith(answers: Readonly<Record<string, VendorAnswer | Error>>): {
  ask: Ask;
  asked: VendorRequest[];
} {
  const asked: VendorRequest[] = [];
  const ask: Ask = (request) => {
    asked.push(request);
    const { pathname, search } = new URL(request.url);
    const answer = answers[`${pathname}${search}`] ?? new Error(`nothing at ${request.url}`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { ask, asked };
}

/** The token travels in the one header for it, to the provider's own origins, and is in nothing else. */
export function expectTokenOnlyInHeader(
  provider: Provider,
  token: string,
  asked: readonly VendorRequest[],
  told: unknown,
): void {
  for (const { headers, ...others } of asked) {
    const { Authorization, ...rest } = headers;
    expect(Authorization).toBe(`Bearer ${token}`);
    expect(JSON.stringify([others, rest, told])).not.toContain(token);
    expect([provider.origin, ...provider.other_origins]).toContain(new URL(others.url).origin);
  }
}

type Path = readonly string[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  return [path, ...inner];
}

function put(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  if (key === undefined) return odd;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = put(copy[key], rest, odd);
  if (copy[key] === undefined) delete copy[key];
  return copy;
}
