import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import NotFoundPage from "./NotFoundPage.tsx";

const Page = () => (
  <OnRoute route="/gone">
    <NotFoundPage />
  </OnRoute>
);

export const stories = [storiesOf("NotFoundPage", Page, { shown: { props: {}, path: "/gone" } })];
