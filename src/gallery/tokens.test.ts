import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allPairs, colourTokens, contrastOf, needed } from "./tokens.ts";

const css = readFileSync("src/styles.css", "utf8");
const tokens = colourTokens(css);

describe.each(["light", "dark"] as const)("the colours, %s", (theme) => {
  const valueOf = (name: string) => tokens.find((token) => token.name === name)?.[theme] ?? "";

  it.each(allPairs)("$use $front stands out on $on", ({ front, on, use }) => {
    expect(contrastOf(valueOf(front), valueOf(on))).toBeGreaterThanOrEqual(needed[use]);
  });
});

it("knows every colour of the style sheet", () => {
  const declared = [...css.matchAll(/--color-([\w-]+):/g)].map(([, name]) => name);
  expect(tokens.map(({ name }) => name)).toEqual(declared);
});
