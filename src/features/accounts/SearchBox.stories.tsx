import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { SearchBox } from "./SearchBox.tsx";

const onSearch = () => {};

export const stories = [
  storiesOf("SearchBox", SearchBox, {
    empty: { props: { q: "", onSearch } },
    filled: { props: { q: "team", onSearch } },
    long: { props: { q: sampleText.long.slice(0, 100), onSearch } },
    "right-to-left": { props: { q: sampleText.arabic, onSearch } },
  }),
];
