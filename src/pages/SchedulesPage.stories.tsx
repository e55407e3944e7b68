import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import SchedulesPage from "./SchedulesPage.tsx";

const Page = () => (
  <OnRoute>
    <SchedulesPage />
  </OnRoute>
);

export const stories = [
  storiesOf("SchedulesPage", Page, inWorlds({}, ["schedules", "empty", ...unwell])),
];
