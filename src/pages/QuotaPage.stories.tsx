import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import QuotaPage from "./QuotaPage.tsx";

const Page = () => (
  <OnRoute>
    <QuotaPage />
  </OnRoute>
);

export const stories = [
  storiesOf("QuotaPage", Page, {
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
      "lock-lapsed",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
