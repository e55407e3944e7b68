import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { Button } from "../../ui/Button.tsx";
import { AccountsCard } from "./AccountsCard.tsx";

export const stories = [
  storiesOf("AccountsCard", AccountsCard, {
    ...inWorlds({ empty: <Button look="primary">Add an account</Button> }, [
      "accounts",
      "accounts-many",
      "empty",
      ...unwell,
    ]),
    "empty-without-a-way": { props: {}, scenario: "empty" },
    filtered: { props: {}, scenario: "accounts", path: "/?status=depleted&sort=recovery" },
    "no-match": { props: {}, scenario: "accounts", path: "/?q=nothing+of+that+name" },
    "few-columns": { props: {}, scenario: "accounts", path: "/?cols=resets,limits" },
    "bad-address": { props: {}, scenario: "accounts", path: "/?sort=price&status=x&cols=y" },
  }),
];
