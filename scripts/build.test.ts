import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const INPUTS = {
  "package.json": "{}",
  "package-lock.json": "{}",
  "index.html": "<title>Leeway</title>",
  "vite.config.ts": "export {}",
  "src/main.tsx": "main()",
  "src/domain/decide.ts": "decide()",
  "server/main.ts": "main()",
  "public/theme.js": "theme()",
};

let root: string;
const put = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "leeway-build-")));
  for (const script of ["build.mjs", "budget.mjs"]) {
    cpSync(join(import.meta.dirname, script), join(root, "scripts", script));
  }
  for (const [path, content] of Object.entries(INPUTS)) put(path, content);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the stamp of a build", () => {
  /** As a start in this environment would make it. */
  const stamp = (env: Record<string, string> = {}, what = "inputsStamp") =>
    execFileSync(
      process.execPath,
      [
        "-e",
        `import(${JSON.stringify(pathToFileURL(join(root, "scripts/build.mjs")).href)})
          .then((build) => process.stdout.write(String(build.${what}())))`,
      ],
      { env, encoding: "utf8" },
    );

  it("is the same for the same inputs, wherever and whenever they are", () => {
    expect(stamp()).toBe(stamp({ HOME: "/elsewhere", TZ: "Asia/Tokyo" }));
    expect(stamp({ VITE_A: "1", VITE_B: "2" })).toBe(stamp({ VITE_B: "2", VITE_A: "1" }));
  });

  it.each(Object.keys(INPUTS))("changes with %s", (path) => {
    const before = stamp();
    const content = readFileSync(join(root, path), "utf8");
    put(path, `${content} `);
    expect(stamp()).not.toBe(before);
    put(path, content);
    expect(stamp()).toBe(before);
  });

  it("changes with a new file, a moved one, and what is built in", () => {
    const before = stamp();
    put("src/a.ts", "new");
    const added = stamp();
    rmSync(join(root, "src/a.ts"));
    put("src/b.ts", "new");
    const moved = stamp();
    rmSync(join(root, "src/b.ts"));
    expect(
      new Set([before, added, moved, stamp({ VITE_API_BASE: "https://a.example" })]).size,
    ).toBe(4);
    expect(stamp()).toBe(before);
  });

  it("does not change with a test, nor with anything that is not built in", () => {
    const before = stamp();
    put("src/domain/decide.test.ts", "it()");
    put("docs/errors.md", "# Errors");
    expect(stamp()).toBe(before);
  });

  it("is unknown until a build is whole", () => {
    expect(stamp({}, "builtStamp")).toBe("null");
    put("dist/stamp", "abc");
    expect(stamp({}, "builtStamp")).toBe("abc");
  });
});

describe("the budget of the first load", () => {
  /** Text that does not compress: `bytes` of it are well over half as many gzipped. */
  const noise = (bytes: number) => {
    let state = 7;
    let text = "";
    while (text.length < bytes) {
      state = (state * 48_271) % 2_147_483_647;
      text += (state % 36).toString(36).toUpperCase();
    }
    return text;
  };
  function check(scripts: Record<string, string>): { code: number; said: string } {
    rmSync(join(root, "dist/client"), { recursive: true, force: true });
    put("dist/client/theme.js", "theme()");
    for (const [path, content] of Object.entries(scripts)) put(`dist/client/${path}`, content);
    const manifest = {
      "index.html": { file: "assets/index.js", imports: ["_shared.js"], dynamicImports: ["late"] },
      "_shared.js": { file: "assets/shared.js", imports: ["index.html"] },
      late: { file: "assets/late.js" },
    };
    put("dist/client/.vite/manifest.json", JSON.stringify(manifest));
    try {
      const said = execFileSync(process.execPath, [join(root, "scripts/budget.mjs")], {
        encoding: "utf8",
        stdio: "pipe",
      });
      return { code: 0, said };
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: string };
      return { code: status, said: stderr };
    }
  }
  const small = { "assets/index.js": "a()", "assets/shared.js": "b()", "assets/late.js": "c()" };

  it("counts the entry with all that it imports, and nothing that comes later", () => {
    const { code, said } = check({ ...small, "assets/late.js": noise(400_000) });
    expect(code).toBe(0);
    expect(said).toMatch(/index\.js\n.*shared\.js\n.*theme\.js\n.* of 150000 bytes/);
  });

  it.each(["assets/index.js", "assets/shared.js"])("is broken by too large a %s", (path) => {
    const { code, said } = check({ ...small, [path]: noise(300_000) });
    expect(code).toBe(1);
    expect(said).toMatch(/^The first load is \d+ bytes over its budget\.\n$/);
  });

  it.each([
    ["assets/late.js", 'import "msw"'],
    ["mockServiceWorker.js", "self"],
    ["assets/late.js", "recharts"],
    ["assets/late.css", ".mock-toolbar {}"],
  ])("lets %s carry no %s", (path, content) => {
    const { code, said } = check({ ...small, [path]: content });
    expect(code).toBe(1);
    expect(said).toContain(`${path} carries`);
  });
});
