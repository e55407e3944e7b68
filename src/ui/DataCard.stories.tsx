import { eachState } from "../gallery/eachState.ts";
import { failuresByKind } from "../gallery/sampleFailures.ts";
import { at } from "../gallery/sampleMoments.ts";
import { CORRELATION_ID, sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { DataCard, type DataCardProps } from "./DataCard.tsx";
import { EmptyState } from "./EmptyState.tsx";

type Props = DataCardProps<string>;

const answer = (data: string, secondsAgo = 0) => ({
  data,
  correlation_id: CORRELATION_ID,
  server_time: at(-secondsAgo),
});
const refetch = () => {};

const usual: Props = {
  title: "Runs in the last hour",
  failedTitle: "Run quota unavailable",
  asked: { data: answer("3 of 10 runs used"), error: null, refetch },
  environment: "Production",
  engine: "PGlite",
  children: ({ data }) => <p className="text-xl font-semibold">{data}</p>,
};
const pending: Props = { ...usual, asked: { data: undefined, error: null, refetch } };
const aside = <span className="text-sm text-muted">Acme web</span>;

const failed = (error: unknown): Props => ({
  ...usual,
  asked: { data: undefined, error, refetch },
});
const unrefreshed = (error: unknown): Props => ({
  ...usual,
  asked: { data: answer("3 of 10 runs used", 240), error, refetch },
});

/** The failures under longer names: "offline" is "failed-offline". */
const prefixed = (prefix: string) =>
  Object.fromEntries(Object.entries(failuresByKind).map(([kind, it]) => [`${prefix}-${kind}`, it]));

export const stories = [
  storiesOf("DataCard", DataCard<string>, {
    loaded: { props: usual },
    loading: { props: pending },
    "loading-one-line": { props: { ...pending, lines: 1 } },
    "loading-many-lines": { props: { ...pending, lines: 12, aside } },
    empty: {
      props: { ...usual, children: () => <EmptyState title="No runs yet">Start one.</EmptyState> },
    },
    ...eachState(prefixed("failed"), (error) => ({ props: failed(error) })),
    ...eachState(prefixed("not-refreshed"), (error) => ({ props: unrefreshed(error) })),
    "with-aside": { props: { ...usual, aside } },
    "origin-unknown": { props: { ...usual, environment: undefined, engine: undefined } },
    old: { props: { ...usual, asked: { data: answer("7 of 10", 7200), error: null, refetch } } },
    "answered-by-a-clock-ahead": {
      props: { ...usual, asked: { data: answer("7 of 10", -7200), error: null, refetch } },
    },
    "long-names": {
      props: { ...usual, title: sampleText.long, environment: sampleText.long, aside },
    },
    arabic: {
      props: {
        ...usual,
        title: sampleText.arabic,
        environment: sampleText.hebrew,
        asked: { data: answer(sampleText.mixed), error: null, refetch },
      },
    },
  }),
];
