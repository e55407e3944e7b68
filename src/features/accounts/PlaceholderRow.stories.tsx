import { storiesOf } from "../../gallery/story.tsx";
import { columns, tracksOf } from "./columns.ts";
import { InTable } from "../../gallery/InTable.tsx";
import { PlaceholderRow, type PlaceholderRowProps } from "./PlaceholderRow.tsx";

function Row(props: PlaceholderRowProps) {
  return (
    <InTable tracks={tracksOf(columns)}>
      <PlaceholderRow {...props} />
    </InTable>
  );
}

export const stories = [
  storiesOf("PlaceholderRow", Row, {
    quiet: { props: { index: 41, active: false } },
    focusable: { props: { index: 1_999, active: true } },
  }),
];
