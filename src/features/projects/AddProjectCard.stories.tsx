import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { AddProjectCard } from "./AddProjectCard.tsx";

const press = ["Add project"];

function Adding(deed: Deed) {
  return (
    <Hand {...deed}>
      <AddProjectCard />
    </Hand>
  );
}

const fills = { Repository: "acme/new" };

export const stories = [
  storiesOf("AddProjectCard", Adding, {
    ready: { props: {} },
    filled: { props: { fills: { ...fills, Name: "A new one" } } },
    adding: { props: { fills, presses: press }, latency: Number.POSITIVE_INFINITY },
    refused: {
      props: { fills: { Repository: "no such name!" }, presses: press },
      note: "The server says which field is wrong.",
    },
    taken: { props: { fills: { Repository: "acme/web" }, presses: press } },
    offline: { props: { fills, presses: press }, scenario: "offline" },
    "engine-unavailable": { props: { fills, presses: press }, scenario: "everything-unknown" },
    "html-error": { props: { fills, presses: press }, scenario: "html-error" },
  }),
];
