import { Play } from "lucide-react";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Button } from "./Button.tsx";

const icon = (
  <>
    <Play aria-hidden size={16} /> Start the run
  </>
);
const blockedBecause = "You have started 10 runs in the last hour; 10 are allowed.";
const BLOCKED = "Stays focusable and is described by its reason.";

export const stories = [
  storiesOf("Button", Button, {
    primary: { props: { look: "primary", children: "Start" } },
    plain: { props: { children: "Cancel" } },
    quiet: { props: { look: "quiet", children: "Copy link" } },
    danger: { props: { look: "danger", children: "Stop the session" } },
    "with-icon": { props: { look: "primary", children: icon } },
    blocked: { props: { look: "primary", blockedBecause, children: icon }, note: BLOCKED },
    "blocked-plain": { props: { blockedBecause, children: "Try again" }, note: BLOCKED },
    "blocked-danger": { props: { look: "danger", blockedBecause, children: "Stop" } },
    disabled: { props: { look: "primary", disabled: true, children: "Start" } },
    "full-width": { props: { look: "primary", className: "w-full", children: "Start" } },
    "long-text": { props: { children: sampleText.long } },
    arabic: { props: { look: "primary", children: sampleText.arabic } },
    hebrew: { props: { children: sampleText.hebrew } },
  }),
];
