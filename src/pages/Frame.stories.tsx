import { runId } from "../gallery/examples.ts";
import { storiesOf } from "../gallery/story.tsx";
import { AppRoutes } from "../routes.tsx";

const project = "/projects/acme%2Fweb";

/** The whole application, at each of its pages. */
export const stories = [
  storiesOf("Frame", AppRoutes, {
    overview: { props: {}, path: "/" },
    "overview-of-the-sample": { props: {}, path: "/", scenario: "fresh" },
    "overview-exhausted": { props: {}, path: "/", scenario: "run-quota-exhausted" },
    "overview-long-names": { props: {}, path: "/", scenario: "long-names" },
    "overview-offline": { props: {}, path: "/", scenario: "offline" },
    "overview-loading": { props: {}, path: "/", latency: Number.POSITIVE_INFINITY },
    "overview-compute-nearly-used": { props: {}, path: "/", scenario: "compute-nearly-used" },
    "overview-compute-used-up": { props: {}, path: "/", scenario: "compute-quota-reached" },
    quota: { props: {}, path: "/quota", scenario: "queue-of-three" },
    projects: { props: {}, path: "/projects" },
    project: { props: {}, path: project, scenario: "lock-held" },
    "project-long-names": { props: {}, path: project, scenario: "long-names" },
    sessions: { props: {}, path: "/sessions", scenario: "session-limit-reached" },
    session: {
      props: {},
      path: `/sessions/${runId(1)}`,
      scenario: "session-limit-reached",
    },
    accounts: { props: {}, path: "/accounts", scenario: "accounts" },
    "not-found": { props: {}, path: "/gone" },
  }),
];
