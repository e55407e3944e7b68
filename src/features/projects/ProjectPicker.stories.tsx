import { useState } from "react";
import { LONG_WORD, RIGHT_TO_LEFT, WEB } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { ProjectPicker } from "./ProjectPicker.tsx";

const named = (id: string, name: string) => ({
  id,
  name,
  sample: false,
  created_at: "2026-01-05T09:00:00.000Z",
});
const projects = [named(WEB, "Acme web"), named("docs", "Docs")];

/** Keeps the choice, as its page does. */
function Picker({ list, first }: { list: typeof projects; first: string }) {
  const [projectId, choose] = useState(first);
  return <ProjectPicker projects={list} projectId={projectId} choose={choose} />;
}

export const stories = [
  storiesOf("ProjectPicker", Picker, {
    "of-two": { props: { list: projects, first: WEB } },
    remembered: {
      props: { list: [], first: WEB },
      note: "The project that was looked at last, before the others are known.",
    },
    long: { props: { list: [named(WEB, LONG_WORD), ...projects.slice(1)], first: WEB } },
    "right-to-left": {
      props: { list: [named(WEB, RIGHT_TO_LEFT), ...projects.slice(1)], first: WEB },
    },
    many: {
      props: {
        list: Array.from({ length: 60 }, (_, n) => named(`acme/s-${n}`, `Service ${n + 1}`)),
        first: "acme/s-3",
      },
    },
  }),
];
