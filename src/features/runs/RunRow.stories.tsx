import { refusalExamples } from "../../contract/refusalExamples.ts";
import type { Run } from "../../contract/runs.ts";
import {
  ago,
  LONG_MESSAGE,
  LONG_WORD,
  over,
  RIGHT_TO_LEFT,
  runWith,
} from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { RunRow } from "./RunRow.tsx";

/** A row, in the list that it belongs to. */
function Listed({ run, ...deed }: Deed & { run: Run }) {
  return (
    <Hand {...deed}>
      <ul>
        <RunRow run={run} />
      </ul>
    </Hand>
  );
}

const queued = { status: "queued", started_at: null } as const;
const parked = {
  status: "parked" as const,
  started_at: null,
  refusal: { ...refusalExamples.run_quota_exhausted, next_slot_at: ago(-16_200) },
  reasons: [{ ...refusalExamples.run_quota_exhausted, next_slot_at: ago(-16_200) }],
  parked_at: ago(420),
  parked_until: ago(-259_000),
  resumes_at: ago(-16_200),
} satisfies Partial<Run>;
const external = { execution: "external", agent: "external" } as const;

export const stories = [
  storiesOf("RunRow", Listed, {
    running: { props: { run: runWith() } },
    "queued-third": { props: { run: runWith({ ...queued, queue_position: 3 }) } },
    "queued-somewhere": { props: { run: runWith(queued) } },
    parked: { props: { run: runWith(parked) } },
    "parked-for-several": {
      props: {
        run: runWith({
          ...parked,
          reasons: [...parked.reasons, refusalExamples.accounts_depleted],
        }),
      },
    },
    "parked-moment-unknown": { props: { run: runWith({ ...parked, resumes_at: null }) } },
    "parked-and-given-up-before": {
      props: { run: runWith({ ...parked, resumes_at: ago(-400_000) }) },
    },
    "parked-and-due": { props: { run: runWith({ ...parked, resumes_at: ago(5) }) } },
    "parked-too-long": {
      props: {
        run: runWith({
          ...over("skipped_quota", "parked_too_long"),
          started_at: null,
          refusal: parked.refusal,
        }),
      },
    },
    stopping: { props: { run: runWith({ status: "stopping" }) } },
    succeeded: { props: { run: runWith(over("succeeded", "exited", 0)) } },
    failed: { props: { run: runWith(over("failed", "exited", 137)) } },
    "failed-by-signal": { props: { run: runWith(over("failed", "exited")) } },
    "failed-to-launch": {
      props: { run: runWith({ ...over("failed", "launch_failed"), started_at: null }) },
    },
    cancelled: {
      props: { run: runWith({ ...over("cancelled", "cancelled"), started_at: null }) },
      note: "While it waited: it never started.",
    },
    "lease-expired": {
      props: { run: runWith({ ...external, ...over("failed", "lease_expired") }) },
    },
    "server-lost": { props: { run: runWith(over("failed", "server_lost")) } },
    skipped: {
      props: {
        run: runWith({
          ...over("skipped_quota", "refused"),
          started_at: null,
          refusal: { ...refusalExamples.run_quota_exhausted, next_slot_at: ago(-300) },
        }),
      },
    },
    external: { props: { run: runWith({ ...external, lease_expires_at: ago(-60) }) } },
    sample: { props: { run: runWith({ agent: "sample" }) } },
    "with-summary": {
      props: {
        run: runWith({
          ...external,
          ...over("succeeded", "finished"),
          summary: "12 files changed, pull request 418 is open",
        }),
      },
    },
    "no-message": { props: { run: runWith({ message: null }) } },
    "output-open": {
      props: { run: runWith({ agent: "sample" }), presses: ["Output"] },
      scenario: "busy",
    },
    "output-failed": { props: { run: runWith(), presses: ["Output"] }, scenario: "offline" },
    cancelling: {
      props: { run: runWith(), presses: ["Cancel"] },
      latency: Number.POSITIVE_INFINITY,
    },
    long: { props: { run: runWith({ message: LONG_MESSAGE, ...over("failed", "exited", 1) }) } },
    "no-place-to-break": { props: { run: runWith({ message: LONG_WORD.repeat(3) }) } },
    "right-to-left": { props: { run: runWith({ message: RIGHT_TO_LEFT }) } },
  }),
];
