import { Hand } from "../../gallery/Hand.tsx";
import { sampleConnection } from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { Identity, type IdentityProps } from "./Identity.tsx";

function Asked({ presses, ...props }: IdentityProps & { presses?: readonly string[] }) {
  return (
    <Hand presses={presses}>
      <Identity {...props} />
    </Hand>
  );
}

const work = { connection: sampleConnection("work"), tabIndex: 0 };
const presses = ["Show"];

export const stories = [
  storiesOf("Identity", Asked, {
    masked: { props: work },
    shown: { props: { ...work, presses }, scenario: "accounts" },
    asking: { props: { ...work, presses }, latency: Number.POSITIVE_INFINITY },
    "not-found": { props: { ...work, presses }, scenario: "empty" },
    unknown: { props: { ...work, connection: { ...work.connection, identity: null } } },
  }),
];
