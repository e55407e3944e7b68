import { eachState } from "../gallery/eachState.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { type Level, levels } from "../domain/levels.ts";
import { LevelBadge } from "./LevelBadge.tsx";

const names = Object.keys(levels) as Level[];

export const stories = [
  storiesOf("LevelBadge", LevelBadge, {
    ...eachState(Object.fromEntries(names.map((level) => [level, level])), (level) => ({
      props: { level },
    })),
    full: { props: { level: "exhausted", word: "Full" }, note: "Slots are full, not exhausted." },
    "long-word": { props: { level: "critical", word: sampleText.long } },
    "arabic-word": { props: { level: "approaching", word: sampleText.arabic } },
  }),
];
