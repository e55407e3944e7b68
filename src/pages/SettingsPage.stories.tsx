import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import SettingsPage from "./SettingsPage.tsx";

const Page = () => (
  <OnRoute>
    <SettingsPage />
  </OnRoute>
);

export const stories = [
  storiesOf("SettingsPage", Page, {
    ...inWorlds({}, ["busy", "caps-with-room", "caps-reached", ...unwell]),
  }),
];
