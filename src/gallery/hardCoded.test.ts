import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** What belongs into the style sheet's tokens: colours, and sizes of type, corners, shadows and time. */
const HARD_CODED = [
  /#[0-9a-f]{3,8}\b/gi,
  /\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\(/g,
  /\b(?:text|bg|border|fill|stroke|outline|ring|shadow|rounded|leading|tracking|duration|ease|p[xytrbl]?|m[xytrbl]?|gap|space-[xy])-\[/g,
  /\b(?:bg|text|border)-(?:black|white)\b/g,
];

const hardCoded = (source: string): string[] =>
  HARD_CODED.flatMap((pattern) => source.match(pattern) ?? []);

describe("the look", () => {
  it("is in the tokens, and nowhere else", () => {
    const files = ["src/ui", "src/features", "src/pages"].flatMap((room) =>
      readdirSync(room, { recursive: true, withFileTypes: true })
        .filter(({ name }) => name.endsWith(".tsx") && !/\.(?:test|stories)\.tsx$/.test(name))
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(50);
    const found = files.flatMap((file) =>
      hardCoded(readFileSync(file, "utf8")).map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'className="bg-[#fff]"',
    'className="text-[13px]"',
    "style={{ color: 'rgb(1 2 3)' }}",
    'className="px-[7px]"',
    'className="rounded-[3px]"',
    'className="bg-black/50"',
  ])("notices %s", (source) => {
    expect(hardCoded(source)).not.toEqual([]);
  });
});
