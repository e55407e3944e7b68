import type { RunOutput } from "../../src/contract/runs.ts";

/** Characters kept of what a run prints. */
export const OUTPUT_TAIL_LENGTH = 64 * 1024;

/** How far a line's start is looked for: no escape sequence is longer, but a line may be the whole tail. */
const NEXT_LINE = 1024;

/** The end of a stream of bytes, as text that any page may show and any record may hold. */
export interface OutputTail {
  /** Takes one stream's bytes. Each stream has its own: a chunk may end within a character. */
  open: () => (chunk: Uint8Array) => void;
  read: () => RunOutput;
}

export function createOutputTail(length = OUTPUT_TAIL_LENGTH): OutputTail {
  let text = "";
  let dropped = 0;
  /** From the next line on: a cut through an escape sequence would leave its tail as text. */
  const lineAfter = (cut: number, reach: number) => {
    const line = text.slice(cut, cut + reach).indexOf("\n");
    return line === -1 ? null : cut + line + 1;
  };
  const characterAt = (cut: number) => (/^[\uDC00-\uDFFF]/.test(text[cut] ?? "") ? cut + 1 : cut);
  const trimTo = (kept: number) => {
    if (text.length <= kept) return;
    const cut = text.length - kept;
    const from = lineAfter(cut, Math.min(NEXT_LINE, kept / 2)) ?? characterAt(cut);
    dropped += Buffer.byteLength(text.slice(0, from));
    text = text.slice(from);
  };
  return {
    open() {
      const decoder = new TextDecoder();
      return (chunk) => {
        text += decoder.decode(chunk, { stream: true });
        // Twice the length may gather before it is cut, so that not every chunk copies the tail.
        if (text.length > 2 * length) trimTo(length);
      };
    },
    read() {
      trimTo(length);
      return { text: printable(text), dropped_bytes: dropped };
    },
  };
}

/**
 * What a terminal obeys and does not show (ECMA-48): control sequences, strings such as titles and
 * links, and the short escapes. No part of it can match where another may, so that no output, however
 * contrived, takes longer than its length: Node's own `stripVTControlCharacters` can take seconds.
 */
const ESCAPES =
  // oxlint-disable-next-line no-control-regex
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])\P{Cc}*(?:\u0007|\u009c|\u001b\\)|\u001b[ -/]*[0-~]/gu;

/** Escape sequences and control characters go (Postgres holds no NUL); `\r` overwrites its line. */
function printable(text: string): string {
  return text
    .replace(ESCAPES, "")
    .split("\n")
    .map(overwritten)
    .join("\n")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

/** What is left of a line after its `\r`s. No pattern: over a long line it would take seconds. */
function overwritten(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end--;
  return line.slice(line.lastIndexOf("\r", end - 1) + 1, end);
}
