import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, "dist/stamp");
const INPUTS = [
  "package.json",
  "package-lock.json",
  "index.html",
  "vite.config.ts",
  "src",
  "server",
  "public",
];
const COMPRESSIBLE = /\.(?:js|css|html|svg|json|txt)$/;
/** Below this a file fits one packet anyway. */
const WORTH_COMPRESSING = 1024;

/** What the build was made of: the same inputs make the same stamp. */
export function inputsStamp() {
  const hash = createHash("sha256");
  for (const path of INPUTS.flatMap((input) => filesBelow(join(ROOT, input)))) {
    if (/\.test\.tsx?$/.test(path)) continue;
    hash.update(relative(ROOT, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  for (const name of Object.keys(process.env).toSorted()) {
    if (name.startsWith("VITE_")) hash.update(`${name}=${process.env[name]}\0`);
  }
  return hash.digest("hex");
}

/** The stamp of what lies in dist; null if there is nothing whole. */
export function builtStamp() {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return null;
  }
}

/** Builds page and server, and compresses what the server hands out as it lies. */
export async function buildAll() {
  // A build that breaks off must not pass for a whole one.
  rmSync(STAMP, { force: true });
  const stamp = inputsStamp();
  const { build } = await import("vite");
  await build({ root: ROOT, logLevel: "warn" });
  await buildShellWorker(build);
  await build({ root: ROOT, logLevel: "warn", build: { ssr: true } });
  for (const path of filesBelow(join(ROOT, "dist/client"))) {
    if (!COMPRESSIBLE.test(path) || statSync(path).size < WORTH_COMPRESSING) continue;
    const content = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(content));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
  writeFileSync(STAMP, stamp);
}

/** The worker that keeps the page at hand, after the page, because it lists the page's files. */
async function buildShellWorker(build) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { SHELL_FILES: JSON.stringify(shellFiles(join(ROOT, "dist/client"))) },
    build: {
      outDir: "dist/client",
      emptyOutDir: false,
      rollupOptions: {
        input: "src/shellWorker.ts",
        output: { entryFileNames: "[name].js", format: "iife" },
      },
    },
  });
}

/** What the page consists of, as workbox wants it: a name with a hash of the content needs no revision. */
export function shellFiles(folder) {
  return filesBelow(folder)
    .map((path) => ({ path, url: `/${relative(folder, path).replaceAll("\\", "/")}` }))
    .filter(({ url }) => !url.includes("/."))
    .map(({ path, url }) => ({
      url,
      revision: url.startsWith("/assets/")
        ? null
        : createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16),
    }));
}

/** @param {string} path A file, or a folder. */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
