import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOutputTail, OUTPUT_TAIL_LENGTH } from "./outputTail.ts";

/** What is read after the chunks; text is given as its bytes. */
function read(chunks: (string | Uint8Array)[], length?: number) {
  const tail = createOutputTail(length);
  const append = tail.open();
  for (const chunk of chunks) append(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return tail.read();
}
const textOf = (...chunks: (string | Uint8Array)[]) => read(chunks).text;

describe("the output tail", () => {
  it.each([
    ["colours", "\u001b[1;32mok\u001b[0m", "ok"],
    ["a link", "\u001b]8;;https://a.example\u0007here\u001b]8;;\u0007", "here"],
    ["a cleared line", "\u001b[2K\u001b[1Gdone", "done"],
    ["a character set and a saved place", "\u001b(B\u001b7box\u001b8\u001b=", "box"],
    ["a title that ends as it should", "\u001b]0;my title\u001b\\text", "text"],
    ["a title that never ends", "\u001b]0;my title\ntext", "0;my title\ntext"],
    ["an answer of a terminal", "\u001bP1$r0m\u001b\\\u009b31mred", "red"],
    ["a NUL, a bell and a backspace", "a\0b\u0007c\bd", "abcd"],
    ["C1 controls", "a\u0085b\u009bc", "ab"],
    ["tabs and line ends", "a\tb\r\nc\r\r\nd\n", "a\tb\nc\nd\n"],
    ["a progress line", "10 %\r50 %\r100 %\ndone\n", "100 %\ndone\n"],
    ["a progress line that goes on", "10 %\r50 %\r", "50 %"],
    ["other scripts", "ünï 日本 🦊", "ünï 日本 🦊"],
  ])("reads %s as a page may show it", (_, printed, shown) => {
    expect(textOf(printed)).toBe(shown);
  });

  it("puts together what came in pieces, wherever it was cut", () => {
    const bytes = Buffer.from("a\u001b[1;32mgrün 日本 🦊\u001b[0m\r\nb\u001b]8;;x\u0007c\n");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(textOf(bytes.subarray(0, cut), bytes.subarray(cut))).toBe("agrün 日本 🦊\nbc\n");
    }
  });

  it("keeps two streams apart, though each is cut within a character", () => {
    const tail = createOutputTail();
    const [out, err] = [tail.open(), tail.open()];
    const fox = Buffer.from("🦊");
    out(fox.subarray(0, 2));
    err(Buffer.from("ü\n"));
    out(fox.subarray(2));
    expect(tail.read().text).toBe("ü\n🦊");
  });

  it("counts the bytes that it has dropped, to a whole line", () => {
    const lines = Array.from({ length: 100 }, (_, n) => `é${String(n).padStart(3, "0")}\n`);
    const { text, dropped_bytes } = read(lines, 52);
    expect(text).toBe(lines.slice(-10).join(""));
    expect(dropped_bytes).toBe(90 * Buffer.byteLength("é000\n"));
  });

  it("keeps the end of a line that is longer than itself", () => {
    const { text, dropped_bytes } = read([`start${"x".repeat(2 * OUTPUT_TAIL_LENGTH)}end\n`]);
    expect(text).toMatch(/^x+end\n$/);
    expect(text).toHaveLength(OUTPUT_TAIL_LENGTH);
    expect(dropped_bytes).toBe(5 + OUTPUT_TAIL_LENGTH + 4);
  });

  it("cuts no character in two", () => {
    const { text, dropped_bytes } = read(["🦊".repeat(10)], 7);
    expect(text).toBe("🦊".repeat(3));
    expect(dropped_bytes).toBe(7 * 4);
  });

  it("stays small, loses nothing it does not count, and says the same when asked again", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 30 })), (chunks) => {
        const tail = createOutputTail(40);
        const append = tail.open();
        for (const chunk of chunks) append(Buffer.from(chunk.replaceAll(/\p{Cc}/gu, "\n")));
        const { text, dropped_bytes } = tail.read();
        expect(text.length).toBeLessThanOrEqual(40);
        expect(dropped_bytes + Buffer.byteLength(text)).toBe(Buffer.byteLength(chunks.join("")));
        expect(tail.read()).toEqual({ text, dropped_bytes });
      }),
      { seed: 2 },
    );
  });

  /** Any of these would take minutes if they were looked through again from each of their characters. */
  it.each([
    "x",
    "\r",
    "\u001b",
    "\u001b]",
    "\u009d",
    "\u001b[1;",
    "\u001b]#;a;",
    "#;",
    "\u001bP;a",
  ])("is read at once, however long a line is: %j", (piece) => {
    const line = piece.repeat(OUTPUT_TAIL_LENGTH / piece.length);
    const began = performance.now();
    for (const begin of ["", "\u001b", "\u001b]"]) textOf(begin + line.slice(begin.length));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
