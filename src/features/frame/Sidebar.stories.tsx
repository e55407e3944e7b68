import { storiesOf } from "../../gallery/story.tsx";
import { Sidebar } from "./Sidebar.tsx";

export const stories = [
  storiesOf("Sidebar", Sidebar, {
    overview: { props: {}, path: "/" },
    quota: { props: {}, path: "/quota" },
    "a-project": { props: {}, path: "/projects/acme%2Fweb" },
    sessions: { props: {}, path: "/sessions" },
    nowhere: { props: {}, path: "/gone", note: "No link is the current one." },
  }),
];
