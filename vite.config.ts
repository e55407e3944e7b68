import { rm } from "node:fs/promises";
import type { Server } from "node:http";
import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Connect, Plugin } from "vite";
import { defineConfig } from "vitest/config";
import type * as dev from "./server/dev.ts";

const CLIENT_DIR = "dist/client";
const MOCK_DIR = "dist/mock";
const GALLERY_DIR = "dist/gallery";
const outDirOf = (mode: string) => ({ mock: MOCK_DIR, gallery: GALLERY_DIR })[mode] ?? CLIENT_DIR;

/** The mocks' worker lies in public/ for development; a production build must not carry it. */
const dropMockWorker: Plugin = {
  name: "leeway:drop-mock-worker",
  apply: (_, { command, mode, isSsrBuild }) =>
    command === "build" && mode !== "mock" && isSsrBuild !== true,
  closeBundle: () => rm(resolve(CLIENT_DIR, "mockServiceWorker.js"), { force: true }),
};

/** What only the description of the API says is no part of the page, which would fetch it first. */
const dropSummaries: Plugin = {
  name: "leeway:drop-summaries",
  enforce: "pre",
  apply: (_, { command, mode, isSsrBuild }) =>
    command === "build" && mode === "production" && isSsrBuild !== true,
  transform: {
    filter: { id: /\/src\/contract\/\w+\.ts$/ },
    handler: (code) => code.replace(/\bsummary:\s*"(?:[^"\\]|\\.)*",?/g, ""),
  },
};

type DevModule = typeof dev;

/** In development the same server runs inside Vite's, and starts anew when its code changes. */
const devServer: Plugin = {
  name: "leeway:dev-server",
  apply: (_, { command, mode, isPreview }) =>
    command === "serve" && mode === "development" && isPreview !== true,
  async configureServer(vite) {
    const load = () => vite.ssrLoadModule("/server/dev.ts") as Promise<DevModule>;
    // Plain HTTP/1, as no certificate is configured.
    const httpServer = vite.httpServer as Server | null;
    let running = (await load()).startDev(httpServer);
    const restart = async (file: string) => {
      if (!/\/(?:server|src\/contract|src\/domain)\//.test(file) || file.endsWith(".test.ts"))
        return;
      const before = running;
      running = (async () => {
        await (await before).close();
        return (await load()).startDev(httpServer);
      })();
      await running;
      vite.config.logger.info("server restarted", { timestamp: true });
    };
    vite.watcher.on(
      "change",
      (file) =>
        void restart(file).catch((error: unknown) => vite.config.logger.error(String(error))),
    );
    const stop = () => running.then(({ close }) => close());
    httpServer?.once("close", () => void stop());
    // Runs have process groups of their own, so the terminal's signal does not reach them.
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void stop().finally(() => process.exit(0)));
    }
    const respond = async (
      ...[request, response, next]: Parameters<Connect.NextHandleFunction>
    ) => {
      const { handles, answer } = await running;
      if (handles(request)) await answer(request, response);
      else next();
    };
    vite.middlewares.use((request, response, next) => void respond(request, response, next));
  },
};

export default defineConfig(({ command, mode, isSsrBuild }) => ({
  plugins: [react(), tailwindcss(), dropMockWorker, dropSummaries, devServer],
  build: isSsrBuild
    ? {
        outDir: "dist/server",
        target: "node20",
        copyPublicDir: false,
        rollupOptions: {
          input: { main: "server/main.ts", sampleAgent: "server/launcher/sampleAgent.mjs" },
        },
      }
    : { outDir: outDirOf(mode), manifest: true },
  // The gallery is put anywhere, also into a sub-path.
  base: mode === "gallery" && command === "build" ? "./" : "/",
  server: { host: "127.0.0.1", port: 4310 },
  preview: { host: "127.0.0.1" },
  test: {
    restoreMocks: true,
    // By itself it keeps one core free: half of them, on a machine that has two.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          // Real databases, processes and ports, on whatever machine this is.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: [
            "src/*.test.ts",
            "{src/contract,src/domain,src/gallery,server,mocks,docs,scripts}/**/*.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          environment: "happy-dom",
          testTimeout: 30_000,
          include: ["src/{api,stores,ui,features,pages}/**/*.test.{ts,tsx}"],
          setupFiles: ["src/testSetup.ts"],
        },
      },
    ],
  },
}));
