import { storiesOf } from "../../gallery/story.tsx";
import { AccountsActions } from "./AccountsActions.tsx";

export const stories = [
  storiesOf("AccountsActions", AccountsActions, {
    all: { props: {}, scenario: "accounts", path: "/accounts" },
    "one-provider": {
      props: {},
      scenario: "accounts",
      path: "/accounts?provider=claude",
      note: "Refreshes what the list is filtered by.",
    },
  }),
];
