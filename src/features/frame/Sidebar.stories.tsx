import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { Sidebar } from "./Sidebar.tsx";

const Pressed = (deed: Partial<Deed>) => (
  <Hand presses={[]} {...deed}>
    <Sidebar />
  </Hand>
);

export const stories = [
  storiesOf("Sidebar", Pressed, {
    overview: { props: {}, path: "/" },
    quota: { props: {}, path: "/quota" },
    "a-project": { props: {}, path: "/projects/acme%2Fweb" },
    sessions: { props: {}, path: "/sessions" },
    nowhere: { props: {}, path: "/gone", note: "No link is the current one." },
    "menu-open": {
      props: { presses: ["Menu"] },
      path: "/accounts",
      note: "On a phone the pages stand behind a button.",
    },
  }),
];
