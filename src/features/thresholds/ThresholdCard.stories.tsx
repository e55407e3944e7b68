import { useEffect, useState } from "react";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { type CapTexts, useThresholdDraft } from "../../stores/threshold-draft.ts";
import { ThresholdCard } from "./ThresholdCard.tsx";

/** The card after somebody has typed into it. */
function Card({ typed, ...deed }: Deed & { typed?: CapTexts }) {
  const [first] = useState(typed);
  const { edit } = useThresholdDraft();
  useEffect(() => {
    if (first) edit(first);
  }, [first, edit]);
  return (
    <Hand {...deed}>
      <div className="max-w-2xl">
        <ThresholdCard />
      </div>
    </Hand>
  );
}

export const stories = [
  storiesOf("ThresholdCard", Card, {
    ...inWorlds({}, ["busy", "caps-with-room", "caps-reached", "cap-overridden", ...unwell]),
    "several-accounts": { props: { typed: { session_pct: "90" } }, scenario: "accounts" },
    pauses: { props: { typed: { session_pct: "70" } }, scenario: "caps-with-room" },
    frees: { props: { typed: { session_pct: "95" } }, scenario: "caps-reached" },
    "switched-off": { props: { typed: { session_pct: null } }, scenario: "caps-reached" },
    wrong: {
      props: { typed: { session_pct: "", week_pct: "30" }, presses: ["Save"] },
      scenario: "caps-with-room",
    },
    saving: {
      props: { typed: { session_pct: "80" }, presses: ["Save"] },
      scenario: "caps-with-room",
      latency: 2000,
      note: "Nothing at first; then it saves for some seconds, and has saved.",
    },
    saved: {
      props: { typed: { session_pct: "80" }, presses: ["Save"] },
      scenario: "caps-with-room",
    },
  }),
];
