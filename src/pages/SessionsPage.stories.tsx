import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import SessionsPage from "./SessionsPage.tsx";

const Page = () => (
  <OnRoute>
    <SessionsPage />
  </OnRoute>
);

export const stories = [
  storiesOf("SessionsPage", Page, {
    ...inWorlds({}, [
      "busy",
      "compute-quota-reached",
      "session-limit-reached",
      "unlimited",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
