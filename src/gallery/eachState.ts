import type { Story } from "./story.tsx";

/** The same story told of every sample, under the sample's name. */
export const eachState = <T, P>(
  samples: Readonly<Record<string, T>>,
  tell: (sample: T) => Story<P>,
): Record<string, Story<P>> =>
  Object.fromEntries(
    Object.entries(samples).map(([name, sample]) => [name.replaceAll("_", "-"), tell(sample)]),
  );
