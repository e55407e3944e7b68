import { expect, test as base } from "@playwright/test";

export { expect };

interface Quiet {
  /** What the test provokes on purpose, against "<text> <address>" of a console error. */
  tolerates: RegExp | null;
  /** Fails the test on whatever any of its pages reports as an error. */
  quiet: void;
}

/** What Chromium itself logs about an answer that is an error, or that never came. */
export const FAILED_REQUESTS = /^Failed to load resource: .*\/api\//;

export const test = base.extend<Quiet>({
  tolerates: [null, { option: true }],
  quiet: [
    async ({ context, tolerates }, provide) => {
      const errors: string[] = [];
      context.on("console", (message) => {
        const said = `${message.text()} ${message.location().url}`;
        if (message.type() === "error" && !tolerates?.test(said)) errors.push(said);
      });
      context.on("weberror", (error) => errors.push(String(error.error())));
      await provide();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
