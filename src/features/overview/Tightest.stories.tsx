import { storiesOf } from "../../gallery/story.tsx";
import { Tightest } from "./Tightest.tsx";

const nothing = "Nothing is known, so nothing is said; its line stays free.";

export const stories = [
  storiesOf("Tightest", Tightest, {
    busy: { props: {}, scenario: "busy" },
    "nearly-full": { props: {}, scenario: "nearly-full" },
    "run-quota-exhausted": { props: {}, scenario: "run-quota-exhausted" },
    "compute-quota-reached": { props: {}, scenario: "compute-quota-reached" },
    "session-limit-reached": { props: {}, scenario: "session-limit-reached" },
    accounts: { props: {}, scenario: "accounts" },
    unlimited: { props: {}, scenario: "unlimited" },
    empty: { props: {}, scenario: "empty" },
    "engine-unavailable": { props: {}, scenario: "engine-unavailable", note: nothing },
    offline: { props: {}, scenario: "offline", note: nothing },
    loading: { props: {}, latency: Number.POSITIVE_INFINITY, note: nothing },
  }),
];
