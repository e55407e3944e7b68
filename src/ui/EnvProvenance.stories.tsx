import { at } from "../gallery/sampleMoments.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { NOON } from "../gallery/settings.ts";
import { storiesOf } from "../gallery/story.tsx";
import { EnvProvenance } from "./EnvProvenance.tsx";

const usual = { environment: "Production", engine: "PGlite", observedAt: NOON };

export const stories = [
  storiesOf("EnvProvenance", EnvProvenance, {
    fresh: { props: usual },
    old: { props: { ...usual, observedAt: at(-7200) } },
    "seen-by-a-clock-ahead": { props: { ...usual, observedAt: at(7200) } },
    "environment-alone": { props: { ...usual, engine: undefined } },
    "engine-alone": { props: { ...usual, environment: undefined } },
    "origin-unknown": { props: { ...usual, environment: undefined, engine: undefined } },
    "long-name": { props: { ...usual, environment: sampleText.long } },
    "arabic-name": { props: { ...usual, environment: sampleText.arabic } },
  }),
];
