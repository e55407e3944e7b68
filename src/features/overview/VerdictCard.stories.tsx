import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { Button } from "../../ui/Button.tsx";
import { VerdictCard } from "./VerdictCard.tsx";

const children = <Button look="primary">+ New Session</Button>;

export const stories = [
  storiesOf("VerdictCard", VerdictCard, {
    ...inWorlds({ children }, [
      "fresh",
      "busy",
      "nearly-full",
      "run-quota-exhausted",
      "no-runs-allowed",
      "compute-quota-reached",
      "session-limit-reached",
      "unlimited",
      ...unwell,
    ]),
  }),
];
