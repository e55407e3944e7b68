import { existsSync } from "node:fs";

const NEEDED = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `Leeway needs Node ${NEEDED.join(".")} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}
if (!existsSync(new URL("../node_modules", import.meta.url))) {
  console.error("The dependencies are missing. Run npm ci first.");
  process.exit(1);
}

const { buildAll, builtStamp, inputsStamp } = await import("./build.mjs");
const built = builtStamp();
if (built !== inputsStamp()) {
  console.log(built === null ? "Building, once…" : "The sources have changed: building…");
  await buildAll();
}
await import("../dist/server/main.js");
