import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import AccountsPage from "./AccountsPage.tsx";

const Page = () => (
  <OnRoute>
    <AccountsPage />
  </OnRoute>
);

export const stories = [
  storiesOf("AccountsPage", Page, {
    ...inWorlds({}, ["accounts", "accounts-many", "empty", ...unwell]),
  }),
];
