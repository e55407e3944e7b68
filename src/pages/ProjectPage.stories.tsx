import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import ProjectPage from "./ProjectPage.tsx";

const PATH = "/projects/acme%2Fweb";

const Page = () => (
  <OnRoute route="/projects/:id">
    <ProjectPage />
  </OnRoute>
);

export const stories = [
  storiesOf("ProjectPage", Page, {
    ...inWorlds(
      {},
      [
        "busy",
        "nearly-full",
        "run-quota-exhausted",
        "no-runs-allowed",
        "at-maximum-concurrency",
        "queue-of-three",
        "parked-runs",
        "lock-held",
        "lock-stuck",
        "lock-lapsed",
        "long-names",
        ...unwell,
      ],
      { path: PATH },
    ),
    "no-such-project": { props: {}, path: "/projects/gone" },
  }),
];
