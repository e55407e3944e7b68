import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { PartyName, type PartyNameProps } from "./PartyName.tsx";

const party = (given: Partial<PartyNameProps["party"]>): PartyNameProps["party"] => ({
  title: "Fix the flaky checkout test",
  owner: "dana",
  kind: "task",
  ...given,
});

export const stories = [
  storiesOf("PartyName", PartyName, {
    yours: { props: { party: party({}), me: "dana" } },
    "a-colleagues": { props: { party: party({ owner: "ravi" }), me: "dana" } },
    "title-hidden": {
      props: { party: party({ owner: "ravi", title: null }), me: "dana" },
      note: "The reader may not read that run.",
    },
    "reader-unknown": { props: { party: party({}), me: undefined } },
    session: { props: { party: party({ kind: "session", title: "docs" }), me: "dana" } },
    "long-title": { props: { party: party({ title: sampleText.long.repeat(2) }), me: "dana" } },
    "unbreakable-names": {
      props: {
        party: party({ title: sampleText.unbreakable, owner: sampleText.unbreakable }),
        me: "dana",
      },
    },
    arabic: {
      props: { party: party({ title: sampleText.arabic, owner: "ליאת" }), me: "dana" },
    },
    mixed: { props: { party: party({ title: sampleText.mixed }), me: "dana" } },
  }),
];
