import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { Opening } from "../../gallery/Opening.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { unwell } from "../../gallery/worlds.ts";
import { AddAccountDialog } from "./AddAccountDialog.tsx";

function Opened({ open, ...deed }: { open: boolean } & Deed) {
  return (
    <Hand {...deed}>
      <Opening open={open}>{(dialog) => <AddAccountDialog {...dialog} />}</Opening>
    </Hand>
  );
}

const props = { open: true };
const chosen = (Provider: string, more: Deed["fills"] = {}) => ({
  ...props,
  fills: { Provider, ...more },
});
const add = ["Add account"];

export const stories = [
  storiesOf("AddAccountDialog", Opened, {
    open: { props },
    closed: { props: { open: false } },
    claude: { props: chosen("claude") },
    codex: { props: chosen("codex") },
    "z-ai": { props: chosen("zai") },
    "nothing-chosen": { props: { ...props, presses: add } },
    "token-missing": { props: { ...chosen("claude"), presses: add } },
    "not-accepted": {
      props: { ...chosen("claude", { Token: "sk-ant-oat01-unknown" }), presses: add },
    },
    loading: { props, latency: Number.POSITIVE_INFINITY },
    ...Object.fromEntries(unwell.map((scenario) => [scenario, { props, scenario }])),
  }),
];
