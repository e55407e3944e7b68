import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { AttentionCard } from "./AttentionCard.tsx";

const projectHref = (id: string) => `/projects/${encodeURIComponent(id)}`;
const accountHref = ({ nickname, state }: { nickname: string; state: string }) =>
  `/accounts?status=${state}&q=${encodeURIComponent(nickname)}`;

export const stories = [
  storiesOf("AttentionCard", AttentionCard, {
    ...inWorlds({ projectHref, accountHref }, [
      "fresh",
      "busy",
      "nearly-full",
      "run-quota-exhausted",
      "queue-of-three",
      "lock-held",
      "lock-stuck",
      "compute-quota-reached",
      "session-limit-reached",
      "activity",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
