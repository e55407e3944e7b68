import { eachState } from "../../gallery/eachState.ts";
import {
  providerOf,
  sampleConnection,
  sampleConnections,
} from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import type { Connection } from "../../contract/providers.ts";
import { AccountRow, type AccountRowProps } from "./AccountRow.tsx";
import { columns, tracksOf } from "./columns.ts";
import { InTable } from "../../gallery/InTable.tsx";

function Row(props: AccountRowProps) {
  return (
    <InTable tracks={tracksOf(props.columns)}>
      <AccountRow {...props} />
    </InTable>
  );
}

const around = (connection: Connection): AccountRowProps => ({
  connection,
  provider: providerOf(connection),
  columns,
  index: 0,
  active: true,
  open: false,
  onToggle: () => {},
  onAct: () => {},
});
const work = around(sampleConnection("work"));

export const stories = [
  storiesOf("AccountRow", Row, {
    ...eachState(sampleConnections, (connection) => ({ props: around(connection) })),
    open: { props: { ...work, open: true } },
    refreshing: { props: around({ ...sampleConnection("work"), polling: true }) },
    "another-order": { props: { ...work, columns: ["plan", "seen", "state"] } },
    "name-alone": { props: { ...work, columns: [] } },
    "provider-switched-off": {
      props: { ...work, provider: { ...work.provider, enabled: false } },
    },
  }),
];
