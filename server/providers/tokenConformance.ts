import { expect } from "vitest";
import { credentialOf } from "./credentialOf.ts";
import type { Credential, Provider, VendorRequest } from "./provider.ts";

export const TOKEN = "secret-token-of-the-test";

/** A credential of the token, with what else a test needs. */
export const credentialWith = (more: Partial<Credential> = {}): Credential =>
  credentialOf(TOKEN, more);

/**
 * The token goes to the provider's own origins, in one header, just as the vendor wants it there, and
 * is in nothing else that is asked or told. `ways` are the headers, a vendor may know several.
 */
export function expectTokenKept(
  provider: Provider,
  {
    asked,
    report,
    token = TOKEN,
    ways = [`Authorization: Bearer ${token}`],
  }: {
    asked: readonly VendorRequest[];
    report: unknown;
    token?: string;
    ways?: readonly string[];
  },
): void {
  for (const { headers, ...others } of asked) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const [bearing, ...more] = lines.filter((line) => line.includes(token));
    expect(ways).toContain(bearing);
    expect(more).toEqual([]);
    expect(JSON.stringify(others)).not.toContain(token);
    expect([provider.origin, ...provider.other_origins]).toContain(new URL(others.url).origin);
  }
  expect(JSON.stringify(report)).not.toContain(token);
}
