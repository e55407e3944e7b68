import { runId } from "../gallery/examples.ts";
import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds } from "../gallery/worlds.ts";
import SessionPage from "./SessionPage.tsx";

const Page = () => (
  <OnRoute route="/sessions/:id">
    <SessionPage />
  </OnRoute>
);

export const stories = [
  storiesOf("SessionPage", Page, {
    ...inWorlds(
      {},
      [
        "session-limit-reached",
        "compute-quota-reached",
        "unlimited",
        "long-names",
        "everything-unknown",
        "offline",
        "off-contract",
        "html-error",
      ],
      { path: `/sessions/${runId(1)}` },
    ),
    "no-such-session": { props: {}, path: `/sessions/${runId(999)}` },
  }),
];
