import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import ActivityPage from "./ActivityPage.tsx";

const Page = () => (
  <OnRoute>
    <ActivityPage />
  </OnRoute>
);

export const stories = [
  storiesOf("ActivityPage", Page, {
    ...inWorlds({}, ["activity", "empty", ...unwell]),
  }),
];
