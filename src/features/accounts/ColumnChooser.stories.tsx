import { Pressed } from "../../gallery/Pressed.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { ColumnChooser, type ColumnChooserProps } from "./ColumnChooser.tsx";
import { columns } from "./columns.ts";

function Chooser({ open, ...props }: ColumnChooserProps & { open: boolean }) {
  const chooser = <ColumnChooser {...props} />;
  return <div className="flex h-64 pl-32">{open ? <Pressed>{chooser}</Pressed> : chooser}</div>;
}

const onChoose = () => {};

export const stories = [
  storiesOf("ColumnChooser", Chooser, {
    closed: { props: { open: false, chosen: columns, onChoose } },
    open: { props: { open: true, chosen: columns, onChoose } },
    "some-hidden": { props: { open: true, chosen: ["plan", "limits"], onChoose } },
    "all-hidden": { props: { open: true, chosen: [], onChoose } },
  }),
];
