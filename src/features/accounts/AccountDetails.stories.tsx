import { eachState } from "../../gallery/eachState.ts";
import { Hand } from "../../gallery/Hand.tsx";
import { sampleConnection, sampleConnections } from "../../gallery/sampleConnections.ts";
import { at } from "../../gallery/sampleMoments.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { AccountDetails, type AccountDetailsProps } from "./AccountDetails.tsx";

function Details({ presses, ...props }: AccountDetailsProps & { presses?: readonly string[] }) {
  return (
    <Hand presses={presses}>
      <AccountDetails {...props} />
    </Hand>
  );
}

const around = { reachable: true, onAct: () => {} };
const work = { ...around, connection: sampleConnection("work") };
const never = Number.POSITIVE_INFINITY;

export const stories = [
  storiesOf("AccountDetails", Details, {
    ...eachState(sampleConnections, (connection) => ({ props: { ...around, connection } })),
    refreshing: { props: { ...work, presses: ["Refresh"] }, latency: never },
    switching: { props: { ...work, presses: ["Switch off"] }, latency: never },
    "of-a-pasted-token": {
      props: {
        ...around,
        connection: {
          ...work.connection,
          credential: { kind: "token", place: null, expires_at: at(86_400) },
          next_poll_at: null,
        },
      },
    },
  }),
];
