import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

// Built anew each time, which takes a moment: it is no part of what `npm run build` makes.
await build({
  root: dirname(dirname(fileURLToPath(import.meta.url))),
  logLevel: "warn",
  build: { ssr: "mocks/emulatorMain.ts", outDir: "dist/emulator" },
});
await import("../dist/emulator/emulatorMain.js");
