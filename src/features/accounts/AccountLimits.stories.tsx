import { eachState } from "../../gallery/eachState.ts";
import { limitsByKind, limitsByLevel } from "../../gallery/sampleLimits.ts";
import { sampleConnections } from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { AccountLimits } from "./AccountLimits.tsx";

const around = { nickname: "Work", reachable: true, onMore: () => {} };

export const stories = [
  storiesOf("AccountLimits", AccountLimits, {
    ...eachState(sampleConnections, ({ snapshot: { limits } }) => ({
      props: { ...around, limits, bindingId: limits[0]?.id ?? null },
    })),
    ...eachState({ ...limitsByLevel, ...limitsByKind }, (limit) => ({
      props: { ...around, limits: [limit], bindingId: limit.id },
    })),
    none: { props: { ...around, limits: [], bindingId: null } },
  }),
];
