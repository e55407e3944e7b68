import type { Explanation } from "../domain/explain.ts";
import { Countdown } from "./Countdown.tsx";

export interface ReasonSentenceProps {
  explanation: Pick<Explanation, "sentence" | "until" | "until_label">;
}

/** A reason in words: what stands in the way, and until when. */
export function ReasonSentence({
  explanation: { sentence, until, until_label },
}: ReasonSentenceProps) {
  return (
    <>
      {sentence}
      {until !== null && (
        <>
          {" "}
          {until_label} <Countdown until={until} />.
        </>
      )}
    </>
  );
}
