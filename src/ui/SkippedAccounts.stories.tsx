import { at } from "../gallery/sampleMoments.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { SkippedAccounts } from "./SkippedAccounts.tsx";

const account = (
  name: string,
  why = "Weekly (7 d) used up",
  resets_at: string | null = at(50_400),
) => ({
  account_id: name,
  name,
  why,
  resets_at,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => account(`Claude ${index + 1}`));

export const stories = [
  storiesOf("SkippedAccounts", SkippedAccounts, {
    one: { props: { skipped: many(1) } },
    "without-a-reset": {
      props: { skipped: [account("Kiro 1", "out of quota, says the vendor", null)] },
    },
    due: { props: { skipped: [account("Claude 1", "Session (5 h) used up", at(-60))] } },
    five: { props: { skipped: many(5) } },
    hundreds: { props: { skipped: many(317) } },
    "long-names": {
      props: { skipped: [account(sampleText.long), account(sampleText.unbreakable)] },
    },
    "right-to-left": {
      props: { skipped: [account(sampleText.arabic), account(sampleText.mixed)] },
    },
  }),
];
