import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Limit } from "../../src/contract/limit.ts";
import { isObject } from "./lenient.ts";
import { answerWith, expectedOf, payload, readPayload } from "./payloadsConformance.ts";
import type { Ask, Credential, Provider, Report, VendorAnswer, VendorRequest } from "./provider.ts";

export const NOW = Date.parse("2026-07-18T23:30:00.000Z");

export const TOKEN = "secret-token-of-the-test";

export const credentialWith = (more: Partial<Credential> = {}): Credential => ({
  token: TOKEN,
  account_id: null,
  identity: null,
  expires_at: null,
  plan: null,
  extra: {},
  ...more,
});

/** A vendor that answers by the beginning of the address, the first that fits; an error is thrown. */
export function fakeVendor(answers: readonly [url: string, answer: VendorAnswer | Error][]): {
  ask: Ask;
  asked: VendorRequest[];
} {
  const asked: VendorRequest[] = [];
  return {
    asked,
    ask: (request) => {
      asked.push(request);
      const answer = answers.find(([url]) => request.url.startsWith(url))?.[1];
      if (!answer) throw new Error(`Nobody answers at ${request.url}.`);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

/** The token goes to the provider's own origins, in the one header for it, and nowhere else. */
export function expectTokenKept(
  provider: Provider,
  asked: readonly VendorRequest[],
  report: Report,
): void {
  for (const { url, headers, body } of asked) {
    expect([provider.origin, ...provider.other_origins]).toContain(new URL(url).origin);
    const { Authorization, ...others } = headers;
    expect(Authorization).toMatch(new RegExp(`^(?:Bearer|token) ${TOKEN}$`));
    expect(JSON.stringify([url, others, body])).not.toContain(TOKEN);
  }
  expect(JSON.stringify(report)).not.toContain(TOKEN);
}

/** The laws of every reader, whatever a vendor sends. */
export function readsAnythingSoundly(provider: Provider): void {
  const names = expectedOf(provider.id).map(({ name }) => name);

  describe(`answers to ${provider.id} that nobody foresaw`, () => {
    it("never throw, and give sound limits or an error", () => {
      const headers = fc.dictionary(
        fc.constantFrom(
          "date",
          "retry-after",
          "x-ratelimit-remaining",
          "x-codex-primary-used-percent",
        ),
        fc.string(),
      );
      fc.assert(
        fc.property(
          fc.record({
            status: fc.constantFrom(200, 204, 302, 400, 401, 403, 404, 429, 500, 503),
            headers,
            body: fc.oneof(fc.jsonValue(), fc.constant(undefined)),
          }),
          (answer) => {
            const report = provider.read(answer, NOW);
            expectSound(report);
            expect(provider.read(answer, NOW)).toEqual(report);
          },
        ),
        { seed: 1 },
      );
    });

    it("stay sound with any member gone or retyped, and unknown becomes neither 0 nor 100", () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...names),
          fc.nat(),
          fc.constantFrom(undefined, null, "", "?", true, {}, [], [null], { "?": 1 }),
          (name, place, put) => {
            const before = readPayload(provider, name);
            const { http, now } = expectedOf(provider.id).find((found) => found.name === name)!;
            const paths = pathsOf(payload(name));
            const body = withPut(payload(name), paths[place % paths.length]!, put);
            const report = provider.read(answerWith(body, http), Date.parse(now));
            expectSound(report);
            const ends = (read: Report) =>
              read.limits.map(({ used_pct }) => used_pct).filter((pct) => pct === 0 || pct === 100);
            for (const end of ends(report)) expect(ends(before)).toContain(end);
          },
        ),
        { seed: 1, numRuns: 500 },
      );
    });

    it.each(names)("say nothing of whose %s is", (name) => {
      const { http, now } = expectedOf(provider.id).find((found) => found.name === name)!;
      const answer = answerWith(signed(payload(name)), http);
      const told = JSON.stringify(provider.read(answer, Date.parse(now)));
      expect(told).not.toMatch(/someone@|number-of-a-person|person@/);
    });
  });
}

function expectSound(report: Report): void {
  for (const limit of report.limits) expect(Limit.parse(limit)).toEqual(limit);
  expect(new Set(report.limits.map(({ id }) => id)).size).toBe(report.limits.length);
  expect(report.dropped_rows).toBeGreaterThanOrEqual(0);
  // Numbers or an error, never both and never neither.
  expect(report.limits.length > 0).toBe(report.status === "ok");
  expect(report.error === null).toBe(report.status === "ok");
}

type Path = readonly (string | number)[];

/** Every member of a JSON value, however deep. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function withPut(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      String(index) === String(key) ? withPut(item, rest, put) : item,
    );
  }
  const { [key]: member, ...others } = value as Record<string, unknown>;
  const changed = withPut(member, rest, put);
  return changed === undefined ? others : { ...others, [key]: changed };
}

/** Every object bears the marks of a person that vendors are known to send. */
function signed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(signed);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, signed(member)]);
  return {
    ...Object.fromEntries(members),
    email: "someone@example.invalid",
    user_id: "number-of-a-person",
    account_id: "number-of-a-person",
    organization_uuid: "number-of-a-person",
    login: "number-of-a-person",
    id: "number-of-a-person",
  };
}
