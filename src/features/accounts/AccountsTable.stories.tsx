import {
  placedConnections,
  sampleConnections,
  sampleProviders,
} from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { AccountsTable, type AccountsTableProps } from "./AccountsTable.tsx";
import { columns } from "./columns.ts";

function Table(props: AccountsTableProps) {
  return (
    <div className="@container">
      <AccountsTable {...props} />
    </div>
  );
}

const rows = new Map(Object.values(sampleConnections).entries());
const around = {
  total: rows.size,
  rows,
  providers: sampleProviders,
  columns,
  onLook: () => {},
  onAct: () => {},
};

export const stories = [
  storiesOf("AccountsTable", Table, {
    "in-every-state": { props: around },
    "many-with-fifty-known": {
      props: { ...around, total: 2000, rows: placedConnections(50) },
    },
    "nothing-known-yet": { props: { ...around, total: 2000, rows: new Map() } },
    "few-columns": { props: { ...around, columns: ["limits", "resets"] } },
    "one-account": { props: { ...around, total: 1 } },
  }),
];
