import type { Discovered } from "../../contract/providers.ts";
import { sampleProviders } from "../../gallery/sampleAccounts.ts";
import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { FoundList } from "./FoundList.tsx";

const claude: Discovered = {
  id: "claude:claude-code",
  provider: "claude",
  tool: "Claude Code",
  place: "~/.claude/.credentials.json",
  connection_ids: [],
};
const variable: Discovered = {
  id: "zai:env:ZAI_API_KEY",
  provider: "zai",
  tool: null,
  place: "ZAI_API_KEY",
  connection_ids: [],
};
const grok: Discovered = {
  id: "grok:grok",
  provider: "grok",
  tool: "Grok CLI",
  place: "~/.grok/user.json",
  connection_ids: [],
};
const discovered = [claude, variable, grok];
const usual = {
  discovered,
  providers: sampleProviders,
  adding: null,
  failed: null,
  onAdd: () => {},
};

export const stories = [
  storiesOf("FoundList", FoundList, {
    some: { props: usual, note: "Grok is switched off in the policy." },
    none: { props: { ...usual, discovered: [] } },
    "one-added": {
      props: { ...usual, discovered: [{ ...claude, connection_ids: ["a-1"] }, variable] },
    },
    adding: { props: { ...usual, adding: claude.id } },
    "could-not-be-read": {
      props: {
        ...usual,
        failed: { id: claude.id, message: "Nobody is signed in at ~/.claude/.credentials.json" },
      },
    },
    "long-places": {
      props: {
        ...usual,
        discovered: [{ ...claude, tool: sampleText.long, place: `~/${sampleText.unbreakable}` }],
      },
    },
  }),
];
