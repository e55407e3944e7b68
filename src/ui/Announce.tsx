import { useState } from "react";

/** Says a text to screen readers when it changes; what was there at first is not news. */
export function Announce({ text }: { text: string }) {
  const [said, setSaid] = useState({ text, news: "" });
  if (text !== said.text) setSaid({ text, news: text });
  return (
    <p role="status" className="sr-only">
      {said.news}
    </p>
  );
}
