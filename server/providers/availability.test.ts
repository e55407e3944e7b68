import { describe, expect, it } from "vitest";
import { availabilityOf } from "../../src/domain/availability.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import { expectations, type Expected } from "./payloadsConformance.ts";

const evidenceOf = ({ name, now, limits, ...told }: Expected) => ({
  ...told,
  provider: "claude" satisfies ProviderId as ProviderId,
  observed_at: now,
  limits: limits.map((limit) => ({ enabled: null, ...limit, label: name, observed_at: now })),
});

describe("availability by a payload", () => {
  it("is known for all 80", () => {
    expect(expectations).toHaveLength(80);
  });

  it.each(expectations)("of $name is $availability", (expected) => {
    const { now, availability, available_at } = expected;
    expect(availabilityOf(evidenceOf(expected), null, Date.parse(now), 300)).toMatchObject({
      state: availability,
      available_at,
    });
  });
});
