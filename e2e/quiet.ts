import { type ConsoleMessage, expect, test as base, type WebError } from "@playwright/test";

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
      const hear = (message: ConsoleMessage) => {
        const said = `${message.text()} ${message.location().url}`;
        if (message.type() === "error" && !tolerates?.test(said)) errors.push(said);
      };
      const mourn = (error: WebError) => errors.push(String(error.error()));
      context.on("console", hear);
      context.on("weberror", mourn);
      await provide();
      // The next test may go on in the same context.
      context.off("console", hear);
      context.off("weberror", mourn);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
