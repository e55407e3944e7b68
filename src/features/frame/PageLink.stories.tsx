import { storiesOf } from "../../gallery/story.tsx";
import { PageLink } from "./PageLink.tsx";

const className = "text-accent underline";

export const stories = [
  storiesOf("PageLink", PageLink, {
    "to-a-page": { props: { href: "/quota", className, children: "Look at the quota" } },
    "to-elsewhere": {
      props: { href: "https://leeway.example/upgrade", className, children: "Change the plan" },
    },
  }),
];
