import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { RefreshJob, type RefreshJobProps } from "./RefreshJob.tsx";

function Pressed({ presses, ...props }: RefreshJobProps & Pick<Deed, "presses">) {
  return (
    <Hand presses={presses}>
      <RefreshJob {...props} />
    </Hand>
  );
}

const press = ["Refresh all"];
const GONE = "/accounts?job=00000000-0000-4000-8000-00000000dead";

export const stories = [
  storiesOf("RefreshJob", Pressed, {
    ready: { props: {} },
    filtered: { props: { provider: "claude" } },
    refreshed: { props: { presses: press } },
    starting: { props: { presses: press }, latency: Number.POSITIVE_INFINITY },
    gone: { props: {}, path: GONE, note: "The server was restarted while it ran." },
    "not-known": { props: {}, path: GONE, scenario: "offline" },
    "off-contract": { props: {}, path: GONE, scenario: "off-contract" },
  }),
];
