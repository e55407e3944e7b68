import { sampleProviders } from "../../gallery/sampleAccounts.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { unwell } from "../../gallery/worlds.ts";
import { FoundOnMachine } from "./FoundOnMachine.tsx";

const props = { providers: sampleProviders, adding: null, failed: null, onAdd: () => {} };

export const stories = [
  storiesOf("FoundOnMachine", FoundOnMachine, {
    "nothing-found": { props },
    loading: { props, latency: Number.POSITIVE_INFINITY },
    ...Object.fromEntries(unwell.map((scenario) => [scenario, { props, scenario }])),
  }),
];
