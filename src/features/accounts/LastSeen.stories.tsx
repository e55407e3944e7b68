import { eachState } from "../../gallery/eachState.ts";
import { sampleConnection, sampleConnections } from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { LastSeen } from "./LastSeen.tsx";

export const stories = [
  storiesOf("LastSeen", LastSeen, {
    ...eachState(sampleConnections, ({ snapshot }) => ({ props: { snapshot, busy: false } })),
    refreshing: { props: { snapshot: sampleConnection("failing").snapshot, busy: true } },
  }),
];
