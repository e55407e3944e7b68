import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { errorsDocument } from "./errorsDocument.ts";

const ROOT = resolve(import.meta.dirname, "..");

const documents = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];
const read = (document: string) => readFileSync(join(ROOT, document), "utf8");
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? "");

/** GitHub's name for a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");

it("has every error of the tables in docs/errors.md, as `npm run docs` writes it", async () => {
  await expect(await errorsDocument()).toMatchFileSnapshot(join(ROOT, "docs/errors.md"));
});

describe.each(documents)("%s", (document) => {
  const text = read(document);

  it("links only to what exists", () => {
    const links = all(text, /(?:\]\(|(?:src|srcset|href)=")([^)"\s]+)/g);
    const dead = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? document : join(dirname(document), path);
      if (!existsSync(join(ROOT, target))) return true;
      const headings = anchor === undefined ? [] : all(read(target), /^#+ (.*)$/gm);
      return anchor !== undefined && !headings.map(anchorOf).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  it("names only commands that package.json has", () => {
    const commands = [
      ...all(text, /npm run (?:--silent )?([\w:-]+)/g),
      ...all(text, /npm (start|test)\b/g),
    ];
    expect(commands.filter((command) => !(command in packageJson.scripts))).toEqual([]);
  });

  it("names only files and folders that exist", () => {
    const paths = all(text, /(?<![\w/.-])((?:src|server|mocks|e2e|scripts|docs)\/[\w./-]*\w)/g);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
