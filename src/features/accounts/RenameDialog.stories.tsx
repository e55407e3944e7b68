import { Hand } from "../../gallery/Hand.tsx";
import { Opening } from "../../gallery/Opening.tsx";
import { sampleConnection } from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import type { Connection } from "../../contract/providers.ts";
import { RenameDialog } from "./RenameDialog.tsx";

interface Renaming {
  connection: Connection;
  fills?: Readonly<Record<string, string>>;
  presses?: readonly string[];
}

function Dialog({ connection, fills, presses }: Renaming) {
  return (
    <Hand fills={fills} presses={presses}>
      <Opening open>{(dialog) => <RenameDialog {...dialog} connection={connection} />}</Opening>
    </Hand>
  );
}

const connection = sampleConnection("work");

export const stories = [
  storiesOf("RenameDialog", Dialog, {
    open: { props: { connection } },
    "long-name": { props: { connection: sampleConnection("long-names") } },
    "right-to-left": { props: { connection: sampleConnection("right-to-left") } },
    "name-empty": { props: { connection, fills: { Name: " " }, presses: ["Rename"] } },
    renaming: {
      props: { connection, fills: { Name: "Home" }, presses: ["Rename"] },
      latency: Number.POSITIVE_INFINITY,
    },
  }),
];
