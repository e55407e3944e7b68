import { storiesOf } from "../gallery/story.tsx";
import { AccountBadge } from "./AccountBadge.tsx";

export const stories = [
  storiesOf("AccountBadge", AccountBadge, {
    available: { props: { state: "available", availability: "available", poll: "ok" } },
    "on-overage": {
      props: { state: "approaching", availability: "available_on_overage", poll: "ok" },
    },
    approaching: { props: { state: "approaching", availability: "available", poll: "ok" } },
    depleted: { props: { state: "depleted", availability: "depleted", poll: "ok" } },
    "sign-in": { props: { state: "sign_in", availability: "unknown", poll: "auth_required" } },
    "no-usage": { props: { state: "sign_in", availability: "unknown", poll: "unsupported" } },
    failing: { props: { state: "failing", availability: "available", poll: "error" } },
    paused: { props: { state: "failing", availability: "available", poll: "rate_limited" } },
    unknown: { props: { state: "unknown", availability: "unknown", poll: null } },
    off: { props: { state: "off", availability: "available", poll: "ok" } },
  }),
];
