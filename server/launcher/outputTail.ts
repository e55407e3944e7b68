import { stripVTControlCharacters } from "node:util";
import type { RunOutput } from "../../src/contract/runs.ts";

/** Characters kept of what a run prints. */
export const OUTPUT_TAIL_LENGTH = 64 * 1024;

/** The end of a stream of bytes, as text that any page may show and any record may hold. */
export interface OutputTail {
  append: (chunk: Uint8Array) => void;
  read: () => RunOutput;
}

export function createOutputTail(length = OUTPUT_TAIL_LENGTH): OutputTail {
  const decoder = new TextDecoder();
  let text = "";
  let dropped = 0;
  const trimTo = (kept: number) => {
    if (text.length <= kept) return;
    // From the next line on: a cut through an escape sequence would leave its tail as text.
    const cut = text.length - kept;
    const line = text.indexOf("\n", cut);
    const from = line === -1 ? cut : line + 1;
    dropped += Buffer.byteLength(text.slice(0, from));
    text = text.slice(from);
  };
  return {
    append(chunk) {
      text += decoder.decode(chunk, { stream: true });
      // Twice the length may gather before it is cut, so that not every chunk copies the tail.
      if (text.length > 2 * length) trimTo(length);
    },
    read() {
      trimTo(length);
      return { text: printable(text), dropped_bytes: dropped };
    },
  };
}

/** Escape sequences and control characters go (Postgres holds no NUL); `\r` overwrites its line. */
function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r+\n/g, "\n")
    .replace(/[^\n]*\r(?=[^\n])/g, "")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}
