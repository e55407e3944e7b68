import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import OverviewPage from "./OverviewPage.tsx";

const Page = () => (
  <OnRoute>
    <OverviewPage />
  </OnRoute>
);

export const stories = [
  storiesOf("OverviewPage", Page, {
    ...inWorlds({}, [
      "fresh",
      "busy",
      "nearly-full",
      "run-quota-exhausted",
      "no-runs-allowed",
      "at-maximum-concurrency",
      "queue-of-three",
      "lock-held",
      "lock-stuck",
      "compute-quota-reached",
      "session-limit-reached",
      "unlimited",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
