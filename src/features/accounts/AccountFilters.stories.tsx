import { sampleProviders } from "../../gallery/sampleConnections.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { AccountFilters, type AccountFiltersProps } from "./AccountFilters.tsx";
import { defaultView } from "./accountsView.ts";

function Filters(props: AccountFiltersProps) {
  return (
    <div className="@container">
      <AccountFilters {...props} />
    </div>
  );
}

const around = {
  view: defaultView,
  counts: {
    all: 2000,
    providers: { claude: 1204, codex: 796 },
    states: { available: 1990, off: 10 },
  },
  providers: sampleProviders,
  onChange: () => {},
};

export const stories = [
  storiesOf("AccountFilters", Filters, {
    "nothing-chosen": { props: around },
    chosen: {
      props: {
        ...around,
        view: { ...defaultView, provider: "claude", status: "off", sort: "name", q: "team" },
      },
    },
    "provider-without-accounts": {
      props: { ...around, view: { ...defaultView, provider: "grok" } },
    },
    "counts-unknown": { props: { ...around, counts: null } },
  }),
];
