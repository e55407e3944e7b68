import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { OutputBox } from "./OutputBox.tsx";

const line = (number: number) => `${number}: checkout.test.ts passed\n`;
const many = Array.from({ length: 400 }, (_, index) => line(index + 1)).join("");
const whole = (text: string) => ({ text, dropped_bytes: 0 });

export const stories = [
  storiesOf("OutputBox", OutputBox, {
    empty: { props: { output: whole("") } },
    "a-few-lines": { props: { output: whole(line(1) + line(2)) } },
    "many-lines": { props: { output: whole(many) }, note: "Stands at the end." },
    "beginning-gone": { props: { output: { text: many, dropped_bytes: 1024 } } },
    "huge-beginning-gone": { props: { output: { text: many, dropped_bytes: 987_654_321_012 } } },
    "nothing-left": { props: { output: { text: "", dropped_bytes: 1024 } } },
    tall: { props: { output: whole(many), tall: true } },
    "tall-and-empty": { props: { output: whole(""), tall: true } },
    "long-lines": { props: { output: whole(`${sampleText.long.repeat(4)}\n${line(2)}`) } },
    "unbreakable-line": { props: { output: whole(sampleText.unbreakable.repeat(3)) } },
    "right-to-left": {
      props: {
        output: whole(
          `${sampleText.arabic}\n${sampleText.hebrew}\n${sampleText.mixed}\n${line(4)}`,
        ),
      },
    },
  }),
];
