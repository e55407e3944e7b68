import { useState } from "react";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds } from "../../gallery/worlds.ts";
import { ProviderAndRefusal, type ProviderAndRefusalProps } from "./ProviderAndRefusal.tsx";

/** Keeps what is chosen, as its form does. */
function Choices(given: Pick<ProviderAndRefusalProps, "draft"> & { fault?: string }) {
  const [draft, setDraft] = useState(given.draft);
  return (
    <div className="space-y-4">
      <ProviderAndRefusal
        draft={draft}
        onWrite={(change) => setDraft({ ...draft, ...change })}
        fault={given.fault}
      />
    </div>
  );
}

const none = { provider: "", on_refusal: "refuse" } as const;

export const stories = [
  storiesOf("ProviderAndRefusal", Choices, {
    ...inWorlds({ draft: none }, ["busy", "offline"]),
    chosen: { props: { draft: { provider: "claude", on_refusal: "park" } } },
    "provider-unknown": { props: { draft: { ...none, provider: "acme-ai" } } },
    refused: { props: { draft: none, fault: "Provider must not be empty" } },
  }),
];
