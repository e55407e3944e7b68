import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const CLIENT = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist/client");

/** Bytes of JavaScript, gzipped, that the first page may load. */
const BUDGET = 150_000;
/** What a production build must not carry. */
const FORBIDDEN = [/mockServiceWorker/, /\bmsw\b/, /recharts/, /mock-toolbar/];

/** Every script that is loaded before the first page shows: the entry with all it imports. */
function firstLoad() {
  const manifest = JSON.parse(readFileSync(join(CLIENT, ".vite/manifest.json"), "utf8"));
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit("index.html");
  return [...files, "theme.js"].map((file) => ({
    file,
    bytes: gzipSync(readFileSync(join(CLIENT, file)), { level: 9 }).length,
  }));
}

const rows = firstLoad();
const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of rows) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(
  `${String(total).padStart(8)}  of ${BUDGET} bytes of JavaScript at the first load, gzipped`,
);

const carried = readdirSync(CLIENT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:js|html|css|json)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .flatMap((path) => {
    const text = path + readFileSync(path, "utf8");
    return FORBIDDEN.filter((pattern) => pattern.test(text)).map(
      (pattern) => `${relative(CLIENT, path)} carries ${pattern}`,
    );
  });
for (const line of carried) console.error(line);
if (total > BUDGET) console.error(`The first load is ${total - BUDGET} bytes over its budget.`);
process.exitCode = total > BUDGET || carried.length > 0 ? 1 : 0;
