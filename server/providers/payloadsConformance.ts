import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Limit } from "../../src/contract/limit.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { Provider, Report, VendorAnswer } from "./provider.ts";

const FOLDER = join(import.meta.dirname, "fixtures");

/** What a right reader makes of a payload, and of how it came. */
export interface Expected {
  name: string;
  now: string;
  http: { status: number; headers: Record<string, string> };
  status: Report["status"];
  plan: Report["plan"];
  vendor_verdict: Report["vendor_verdict"];
  coverage: Report["coverage"];
  default_scopes: Report["default_scopes"];
  availability: "available" | "available_on_overage" | "depleted" | "unknown";
  available_at: string | null;
  limits: (Omit<Limit, "label" | "observed_at" | "enabled"> & { enabled?: boolean | null })[];
}

export const expectations: readonly Expected[] = JSON.parse(
  readFileSync(join(FOLDER, "expected.json"), "utf8"),
);

/** The payloads of one provider, by how their names begin. */
export const expectedOf = (provider: ProviderId): Expected[] =>
  expectations.filter(({ name }) => name.startsWith(`${provider}-`));

export const payload = (name: string): unknown =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));

/** The payload as the vendor's answer. */
export const answerWith = (body: unknown, more: Partial<VendorAnswer> = {}): VendorAnswer => ({
  status: 200,
  headers: {},
  body,
  ...more,
});

export const readPayload = (provider: Provider, name: string): Report =>
  readAs(provider, name, payload(name));

/** Reads a body that comes as the payload comes: with its status and headers, at its time. */
export function readAs(provider: Provider, name: string, body: unknown): Report {
  const found = expectations.find((expected) => expected.name === name);
  if (!found) throw new Error(`There is no payload ${name}.`);
  return provider.read(answerWith(body, found.http), Date.parse(found.now));
}

/** A limit of a report, or a failure that lists what there is. */
export function limitIn({ limits }: Report, id: string): Limit {
  const limit = limits.find((limit) => limit.id === id);
  if (!limit) throw new Error(`No ${id} among ${limits.map(({ id }) => id).join(", ")}`);
  return limit;
}

/** Vendors round what they report. */
const PCT_TOLERANCE = 0.6;
const TOLERANCE = 1e-4;

/** Every payload of the provider reads as it should; telemetry may be left out. */
export function readsItsPayloads(provider: Provider): void {
  describe(`payloads of ${provider.id}`, () => {
    it("is not one short", () => {
      const files = readdirSync(FOLDER).filter((file) => file.startsWith(`${provider.id}-`));
      expect(files.toSorted()).toEqual(
        expectedOf(provider.id)
          .map(({ name }) => `${name}.json`)
          .toSorted(),
      );
      expect(files.length).toBeGreaterThan(0);
    });

    it.each(expectedOf(provider.id))("$name", (expected) => {
      const report = readPayload(provider, expected.name);
      const { status, plan, vendor_verdict, coverage, default_scopes } = expected;
      expect(report).toMatchObject({ status, plan, vendor_verdict, coverage, default_scopes });
      const read = new Map(report.limits.map((limit) => [limit.id, limit]));
      expect(read.size).toBe(report.limits.length);
      for (const limit of report.limits) expect(Limit.parse(limit)).toEqual(limit);
      for (const row of expected.limits) {
        const limit = read.get(row.id);
        if (!limit && isTelemetry(row)) continue;
        expectSame(limit ?? limitIn(report, row.id), row);
        read.delete(row.id);
      }
      expect([...read.values()].filter((limit) => !isTelemetry(limit))).toEqual([]);
    });
  });
}

const isTelemetry = ({ gates, kind }: Pick<Limit, "gates" | "kind">) =>
  !gates && kind === "counter";

function expectSame(limit: Limit, row: Expected["limits"][number]): void {
  const { used, max, remaining, used_pct, ...exact } = row;
  expect(limit).toMatchObject({ enabled: null, ...exact });
  const near = (a: number | null, b: number | null, tolerance: number) =>
    a === b || (a !== null && b !== null && Math.abs(a - b) <= tolerance);
  // A number that is near enough counts as the expected one, so that a failure shows both.
  const settled = {
    used: near(limit.used, used, TOLERANCE) ? used : limit.used,
    max: near(limit.max, max, TOLERANCE) ? max : limit.max,
    remaining: near(limit.remaining, remaining, TOLERANCE) ? remaining : limit.remaining,
    used_pct: near(limit.used_pct, used_pct, PCT_TOLERANCE) ? used_pct : limit.used_pct,
  };
  expect({ id: limit.id, ...settled }).toEqual({ id: row.id, used, max, remaining, used_pct });
}
