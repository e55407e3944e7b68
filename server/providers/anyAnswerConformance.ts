import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Limit } from "../../src/contract/limit.ts";
import { isObject, numberOf } from "./lenient.ts";
import { expectedOf, payload, readAs, readPayload } from "./payloadsConformance.ts";
import type { Provider, Report } from "./provider.ts";

const NOW = Date.parse("2026-06-15T08:00:00Z");
const fixed = { seed: 1, numRuns: 300 } as const;

/** In a number's place they say nothing of it. */
const SILENT: readonly unknown[] = [
  undefined,
  null,
  "",
  "?",
  true,
  [],
  [null],
  {},
  { "?": 1 },
  { toString: 1 },
];
const ODD: readonly unknown[] = [...SILENT, "0x1f", -1, 1e308];

const SOMEBODY = {
  email: "person@example.com",
  login: "login_4710",
  id: "id_4711",
  userId: "user_4712",
  user_id: "user_4713",
  account_id: "account_4714",
  organization_id: "org_4715",
  organization_uuid: "org_4716",
};

/** Where a vendor tells use by other than numbers, as the provider's test has to say why. */
interface Intent {
  /** Whether a member that has this value, instead of a number, makes a share 0 or 100. */
  silenceTells?: (member: string, value: unknown) => boolean;
  /** Ids of limits whose use is also told by a flag, a list or a silence. */
  toldWithoutNumbers?: readonly string[];
}

/** What a vendor may answer one day, whatever it is: the reader stands, and makes nothing up. */
export function standsAnyAnswer(
  provider: Provider,
  { silenceTells = () => false, toldWithoutNumbers = [] }: Intent = {},
): void {
  const payloads = expectedOf(provider.id);
  const names = payloads.map(({ name }) => name);
  const anyName = fc.constantFrom(...names);

  describe(`any answer to ${provider.id}`, () => {
    it("is read without throwing, into sound limits or an error, and so each time", () => {
      const status = fc.constantFrom(
        200,
        200,
        200,
        204,
        302,
        400,
        401,
        403,
        404,
        426,
        429,
        500,
        503,
      );
      const headers = fc.dictionary(
        fc.constantFrom(
          "date",
          "retry-after",
          "x-ratelimit-remaining",
          "x-codex-primary-used-percent",
        ),
        fc.string(),
      );
      const body = fc.oneof(fc.anything({ withNullPrototype: false }), fc.jsonValue());
      fc.assert(
        fc.property(fc.record({ status, headers, body }), (answer) => {
          const report = provider.read(answer, NOW);
          expect(faultsOf(report)).toEqual([]);
          expect(provider.read(answer, NOW)).toEqual(report);
        }),
        fixed,
      );
    });

    it("may have any member of any type", () => {
      fc.assert(
        fc.property(anyName, fc.nat(), fc.jsonValue(), (name, at, value) => {
          const paths = pathsOf(payload(name));
          const body = withPut(payload(name), paths[at % paths.length]!, value);
          expect(faultsOf(readAs(provider, name, body))).toEqual([]);
        }),
        fixed,
      );
    });

    it.each(names)(
      "may be %s with one member gone or odd, and then unknown is no 0 or 100",
      (name) => {
        const whole = payload(name);
        const before = endsOf(readPayload(provider, name));
        for (const path of pathsOf(whole)) {
          for (const odd of ODD) {
            const report = readAs(provider, name, withPut(whole, path, odd));
            expect(faultsOf(report)).toEqual([]);
            if (!SILENT.includes(odd) || silenceTells(path.at(-1) ?? "", odd)) continue;
            expect([path, odd, endsOf(report).filter((end) => !before.includes(end))]).toEqual([
              path,
              odd,
              [],
            ]);
          }
        }
      },
    );

    it.each(names)("sees a part only of %s where a row of it cannot be read", (name) => {
      const whole = payload(name);
      const { dropped_rows: before } = readPayload(provider, name);
      for (const path of pathsOf(whole)) {
        for (const odd of ODD) {
          const report = readAs(provider, name, withPut(whole, path, odd));
          if (report.status !== "ok" || report.dropped_rows <= before) continue;
          expect([path, odd, report.coverage]).toEqual([path, odd, "partial"]);
        }
      }
    });

    // A refusal says that something is spent without any number.
    const answered = payloads.filter(({ http }) => http.status === 200);
    it.each(answered)("says nothing of use where $name loses its numbers", ({ name }) => {
      const report = readAs(provider, name, withoutNumbers(payload(name)));
      for (const { id, used, remaining, used_pct, depleted } of report.limits) {
        if (toldWithoutNumbers.includes(id)) continue;
        const nothing = { id, used: null, remaining: null, used_pct: null };
        expect({ id, used, remaining, used_pct }).toEqual(nothing);
        expect(depleted).not.toBe(true);
      }
    });

    it.each(names)("keeps whose %s is to itself", (name) => {
      const told = JSON.stringify(readAs(provider, name, signed(payload(name))));
      for (const whose of Object.values(SOMEBODY)) expect(told).not.toContain(whose);
    });

    it("keeps the good rows beside a bad one", () => {
      fc.assert(
        fc.property(anyName, fc.nat(), fc.jsonValue(), (name, at, bad) => {
          const good = readPayload(provider, name);
          const body = payload(name);
          const lists = listsOf(body);
          const list = lists[at % lists.length];
          if (!list) return;
          list.push(bad);
          const report = readAs(provider, name, body);
          expect(report.limits).toEqual(expect.arrayContaining(good.limits));
          expect(report.status).toBe(good.status);
        }),
        fixed,
      );
    });
  });
}

/** What no report may be, whatever was answered: it has limits or an error, never both or neither. */
function faultsOf({ limits, status, error, dropped_rows }: Report): string[] {
  const ids = limits.map(({ id }) => id);
  return [
    ...limits
      .filter((limit) => !isSound(limit))
      .map((limit) => `no sound limit: ${JSON.stringify(limit)}`),
    ...limits.filter(({ max }) => max !== null && max < 0).map(({ id }) => `${id} ends below 0`),
    ...limits
      .filter(({ depleted, remaining }) => depleted === false && (remaining ?? 1) <= 0)
      .map(({ id }) => `${id} is not used up, and yet nothing is left`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
    ...((status === "ok") === limits.length > 0 ? [] : [`${status} with ${limits.length} limits`]),
    ...((status === "ok") === (error === null) ? [] : [`${status} with ${String(error?.code)}`]),
    ...(dropped_rows >= 0 ? [] : [`${dropped_rows} dropped rows`]),
  ];
}

/** It has its members in the contract's types, and no other members. */
function isSound(limit: Limit): boolean {
  const { success, data } = Limit.safeParse(limit);
  return success && Object.keys(limit).every((key) => key in data);
}

const endsOf = ({ limits }: Report) =>
  limits.map(({ used_pct }) => used_pct).filter((pct) => pct === 0 || pct === 100);

type Path = readonly string[];

/** The body itself and every member of it, however deep; an item of a list is one too. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return [path, ...inner];
}

/** The body with another value there; undefined takes a member away, an item of a list too. */
function withPut(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string, unknown>;
  const changed = withPut(copy[key], rest, put);
  if (changed !== undefined) copy[key] = changed;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

/** Codes of refusals are no numbers of use. */
function withoutNumbers(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(withoutNumbers).filter((item) => numberOf(item) === null);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => numberOf(member) === null || key.endsWith("code"))
      .map(([key, member]) => [key, withoutNumbers(member)]),
  );
}

/** Every object bears the marks of a person that vendors are known to send. */
function signed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(signed);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, signed(member)]);
  return { ...Object.fromEntries(members), ...SOMEBODY };
}

function listsOf(value: unknown): unknown[][] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(listsOf);
  return Array.isArray(value) ? [value, ...inner] : inner;
}
