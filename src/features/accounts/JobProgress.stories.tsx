import type { Job } from "../../contract/jobs.ts";
import { eachState } from "../../gallery/eachState.ts";
import { at } from "../../gallery/sampleMoments.ts";
import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { JobProgress } from "./JobProgress.tsx";

const acts = { busy: false, onCancel: () => {}, onRetry: () => {}, onDismiss: () => {} };

const failures = (count: number, nickname = "Claude") =>
  Array.from({ length: count }, (_, index) => ({
    account_id: `a-${index + 1}`,
    nickname: `${nickname} ${index + 1}`,
    code: "http_503",
    message: index % 3 === 2 ? "The vendor does not accept this sign-in." : "HTTP 503.",
  }));

const job = (different: Partial<Job> = {}): Job => ({
  id: "00000000-0000-4000-8000-000000000041",
  kind: "refresh",
  status: "running",
  total: 40,
  done: 10,
  fresh: 0,
  failed: 0,
  failures: [],
  started_at: at(-8),
  finished_at: null,
  ...different,
});
const failing = (count: number, different: Partial<Job> = {}) =>
  job({ failed: count, failures: failures(count), ...different });

const jobs: Readonly<Record<string, Job>> = {
  begun: job({ done: 0 }),
  running: failing(2),
  "of-thousands": job({ total: 10_000, done: 4321 }),
  done: job({ status: "done", done: 40 }),
  "some-were-fresh": job({ status: "done", done: 40, fresh: 7 }),
  "some-failed": failing(2, { status: "done", done: 38 }),
  "all-failed": failing(40, { status: "done", done: 0 }),
  cancelled: failing(1, { status: "cancelled", done: 11 }),
  "nothing-to-refresh": job({ status: "done", total: 0, done: 0 }),
  "long-names": job({
    status: "done",
    done: 38,
    failed: 2,
    failures: [...failures(1, sampleText.unbreakable), ...failures(1, sampleText.arabic)].map(
      (failure, index) => ({ ...failure, account_id: `a-${index}`, message: sampleText.long }),
    ),
  }),
};

export const stories = [
  storiesOf("JobProgress", JobProgress, {
    ...eachState(jobs, (one) => ({ props: { job: one, ...acts } })),
    "being-cancelled": { props: { job: failing(2), ...acts, busy: true } },
  }),
];
