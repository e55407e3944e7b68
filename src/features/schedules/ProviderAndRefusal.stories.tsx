import { useState } from "react";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds } from "../../gallery/worlds.ts";
import { ProviderAndRefusal, type ProviderAndRefusalProps } from "./ProviderAndRefusal.tsx";

/** Keeps what is chosen, as its form does. */
function Choices(given: Pick<ProviderAndRefusalProps, "draft"> & Partial<ProviderAndRefusalProps>) {
  const [draft, setDraft] = useState(given.draft);
  return (
    <div className="space-y-4">
      <ProviderAndRefusal
        draft={draft}
        onWrite={(change) => setDraft({ ...draft, ...change })}
        faults={given.faults ?? null}
      />
    </div>
  );
}

const none = { provider: "", model: "", on_refusal: "refuse", allow_overage: false } as const;

export const stories = [
  storiesOf("ProviderAndRefusal", Choices, {
    ...inWorlds({ draft: none }, ["busy", "offline"]),
    chosen: {
      props: {
        draft: {
          provider: "claude",
          model: "claude-opus-4-5",
          on_refusal: "park",
          allow_overage: true,
        },
      },
    },
    "provider-unknown": { props: { draft: { ...none, provider: "acme-ai" } } },
    refused: {
      props: { draft: none, faults: { model: "Model must have 100 characters at most" } },
    },
  }),
];
