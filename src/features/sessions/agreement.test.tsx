import { useIsFetching } from "@tanstack/react-query";
import { cleanup, screen, waitFor } from "@testing-library/react";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { BatchStatus } from "../../contract/sessions.ts";
import { openPage } from "../../renderPage.tsx";
import { useSessionUsage } from "../../stores/session-usage.ts";
import { NewSessionButton } from "./NewSessionButton.tsx";

const DAY = 86_400;

/** What may have happened before somebody looks; a visit meanwhile is what the store remembers. */
const step = fc.oneof(
  fc.record({ act: fc.constant("start" as const) }),
  fc.record({ act: fc.constant("stop" as const) }),
  fc.record({
    act: fc.constant("wait" as const),
    visit: fc.boolean(),
    // Minutes, or past the end of a month.
    seconds: fc.oneof(fc.integer({ min: 1, max: 7200 }), fc.integer({ min: DAY, max: 40 * DAY })),
  }),
);

const world = fc.record({
  quota: fc.oneof(
    fc.constant(null),
    fc.constant(0),
    fc.integer({ min: 1, max: 7200 }),
    fc.integer({ min: DAY, max: 40 * DAY }),
  ),
  maxSessions: fc.integer({ min: 0, max: 3 }),
  steps: fc.array(step, { maxLength: 10 }),
  broken: fc.option(fc.constantFrom("records" as const, "counters" as const), { freq: 8 }),
});

/** Says when no question is open any more. */
const Answered = () => useIsFetching() === 0 && <p>answered</p>;

it("the button and the server never disagree, whatever has happened", async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(world, async ({ quota, maxSessions, steps, broken }) => {
      useSessionUsage.setState(useSessionUsage.getInitialState(), true);
      const plan = { paid: true, max_sessions: maxSessions, monthly_compute_seconds: quota };
      const page = await openPage({ policy: { ...defaultPolicy, plans: { member: plan } } });
      const ask = (path: string, body?: object) =>
        page.world.app.fetch(
          new Request(`http://localhost/api${path}`, {
            ...(body && { method: "POST", body: JSON.stringify(body) }),
            headers: { "Content-Type": "application/json" },
          }),
        );
      for (const one of steps) {
        if (one.act === "wait") await page.clock.turn(one.seconds);
        if (one.act === "wait" && one.visit) {
          const answer = BatchStatus.parse(await (await ask("/sessions/batch-status")).json());
          useSessionUsage.getState().take(answer.usage, Date.now());
        }
        if (one.act === "start") await ask("/container/start", {});
        if (one.act === "stop") {
          const open = await page.world.records.openRuns();
          if (open[0]) await ask("/container/stop", { session_id: open[0].run.id });
          await page.world.admission.lifecycle.settled();
        }
      }
      // What is only remembered from earlier never shuts what the server would open.
      const remembered = useSessionUsage.getState().isAtUsageQuota(page.clock.now());

      if (broken) page.world.breakEngine(broken);
      page.render(
        <>
          <NewSessionButton />
          <Answered />
        </>,
      );
      await waitFor(() => {
        expect(page.asked).toEqual(
          expect.arrayContaining(["POST /decision", "GET /sessions/batch-status"]),
        );
        expect(screen.getByText("answered")).toBeVisible();
      });
      const button = screen.getByRole("button", { name: "+ New Session" });
      const shut = button.getAttribute("aria-disabled") === "true";
      cleanup();

      const { status } = await ask("/container/start", {});
      seen.add(status);
      expect(status === 201, `answered ${status}`).toBe(!shut);
      expect(remembered && status === 201).toBe(false);
    }),
    { seed: 20260520, numRuns: 100 },
  );
  // The worlds were worth looking at: each answer has been among them.
  expect([...seen].toSorted((a, b) => a - b)).toEqual([201, 402, 409, 503]);
}, 60_000);
