import type { Ask, Report, VendorAnswer, VendorRequest } from "./provider.ts";

/** The answer to a side request; null if there was none, as its failure fails no poll. */
export async function answerOrNull(ask: Ask, request: VendorRequest): Promise<VendorAnswer | null> {
  try {
    return await ask(request);
  } catch {
    return null;
  }
}

/**
 * One way of asking after the other, until a report settles it. If none does, the first that has
 * numbers; else what came of the first way, which is the one that should have worked.
 *
 * @throws what the first way threw, if no later one brought numbers
 */
export async function firstReport(
  ways: readonly [() => Promise<Report>, ...(() => Promise<Report>)[]],
  settles: (report: Report) => boolean,
): Promise<Report> {
  const outcomes: (Report | { thrown: unknown })[] = [];
  for (const way of ways) {
    try {
      const report = await way();
      if (settles(report)) return report;
      outcomes.push(report);
    } catch (thrown) {
      outcomes.push({ thrown });
    }
  }
  const numbers = outcomes.find((outcome) => "limits" in outcome && outcome.limits.length > 0);
  const outcome = numbers ?? outcomes[0];
  if (outcome && "limits" in outcome) return outcome;
  throw outcome?.thrown;
}
