import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Limit } from "../../src/contract/limit.ts";
import { isObject, numberOf } from "./lenient.ts";
import { answerWith, type Expected, expectedOf, payload } from "./payloadsConformance.ts";
import type { Provider, Report } from "./provider.ts";

const NOW = Date.parse("2026-06-15T08:00:00Z");
const fixed = { seed: 1, numRuns: 300 } as const;

const SOMEBODY = {
  email: "person@example.com",
  userId: "user_4711",
  user_id: "user_4712",
  account_id: "account_4713",
  organization_id: "org_4714",
};

/** What a vendor may answer one day, whatever it is: the reader stands, and makes nothing up. */
export function standsAnyAnswer(provider: Provider): void {
  const payloads = expectedOf(provider.id);
  const one = fc.constantFrom(...payloads);

  describe(`any answer to ${provider.id}`, () => {
    it("is read without throwing, into sound limits", () => {
      fc.assert(
        fc.property(
          fc.anything({ withNullPrototype: false }),
          fc.constantFrom(200, 200, 200, 204, 302, 400, 401, 403, 404, 429, 500),
          (body, status) => {
            expect(faultsOf(provider.read(answerWith(body, { status }), NOW))).toEqual([]);
          },
        ),
        fixed,
      );
    });

    it("may lack any member, or have it of any type", () => {
      fc.assert(
        fc.property(
          one,
          fc.nat(),
          fc.option(fc.jsonValue(), { nil: undefined }),
          (expected, at, value) => {
            const body = payload(expected.name);
            const places = membersOf(body);
            const place = places[at % places.length];
            if (!place) return;
            if (value !== undefined) place.holder[place.key] = value;
            else if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
            else delete place.holder[place.key];
            expect(faultsOf(readAs(provider, expected, body))).toEqual([]);
          },
        ),
        fixed,
      );
    });

    it.each(payloads.filter(({ http }) => http.status === 200))(
      "says nothing of use where $name loses its numbers",
      (expected) => {
        const body = payload(expected.name);
        for (const { holder, key } of membersOf(body)) {
          if (numberOf(holder[key]) !== null && !key.endsWith("code")) delete holder[key];
        }
        for (const { used, remaining, used_pct, depleted } of readAs(provider, expected, body)
          .limits) {
          expect({ used, remaining, used_pct }).toEqual({
            used: null,
            remaining: null,
            used_pct: null,
          });
          expect(depleted).not.toBe(true);
        }
      },
    );

    it.each(payloads)("keeps whose $name is to itself", (expected) => {
      const body = payload(expected.name);
      for (const { holder, key } of [{ holder: { body }, key: "body" }, ...membersOf(body)]) {
        const value = holder[key];
        if (isObject(value)) Object.assign(value, SOMEBODY);
      }
      const told = JSON.stringify(readAs(provider, expected, body));
      for (const whose of Object.values(SOMEBODY)) expect(told).not.toContain(whose);
    });

    it("keeps the good rows beside a bad one", () => {
      fc.assert(
        fc.property(one, fc.nat(), fc.jsonValue(), (expected, at, bad) => {
          const good = readAs(provider, expected, payload(expected.name));
          const body = payload(expected.name);
          const lists = listsOf(body);
          const list = lists[at % lists.length];
          if (!list) return;
          list.push(bad);
          const report = readAs(provider, expected, body);
          expect(report.limits).toEqual(expect.arrayContaining(good.limits));
          expect(report.status).toBe(good.status);
        }),
        fixed,
      );
    });
  });
}

function readAs(provider: Provider, { http, now }: Expected, body: unknown): Report {
  return provider.read(answerWith(body, http), Date.parse(now));
}

/** What no report may be, whatever was answered. */
function faultsOf({ limits, status, error, dropped_rows }: Report): string[] {
  const ids = limits.map(({ id }) => id);
  return [
    ...limits
      .filter((limit) => !Limit.safeParse(limit).success)
      .map(({ id }) => `${id} is no sound limit`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
    ...((status === "ok") === (error === null) ? [] : [`${status} with ${String(error?.code)}`]),
    ...(status === "ok" && limits.length === 0 ? ["ok without a limit"] : []),
    ...(dropped_rows >= 0 ? [] : [`${dropped_rows} dropped rows`]),
  ];
}

interface Member {
  holder: Record<string, unknown>;
  key: string;
}

/** Every member of a body, at any depth; an item of a list is one too. */
function membersOf(body: unknown): Member[] {
  if (typeof body !== "object" || body === null) return [];
  const holder = body as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...membersOf(holder[key])]);
}

const listsOf = (body: unknown): unknown[][] =>
  [body, ...membersOf(body).map(({ holder, key }) => holder[key])].filter((value) =>
    Array.isArray(value),
  );
