import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import Banners from "./Banners.tsx";

export const stories = [
  storiesOf("Banners", Banners, {
    ...inWorlds({}, ["fresh", "busy", "caps-reached", "cap-overridden", ...unwell]),
  }),
];
