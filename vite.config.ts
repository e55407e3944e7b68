import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const CLIENT_DIR = "dist/client";
const MOCK_DIR = "dist/mock";

/** The mocks' worker lies in public/ for development; a production build must not carry it. */
const dropMockWorker: Plugin = {
  name: "leeway:drop-mock-worker",
  apply: (_, { command, mode, isSsrBuild }) =>
    command === "build" && mode !== "mock" && isSsrBuild !== true,
  closeBundle: () => rm(resolve(CLIENT_DIR, "mockServiceWorker.js"), { force: true }),
};

export default defineConfig(({ mode, isSsrBuild }) => ({
  plugins: [react(), tailwindcss(), dropMockWorker],
  build: isSsrBuild
    ? {
        outDir: "dist/server",
        target: "node20",
        copyPublicDir: false,
        rollupOptions: {
          input: { main: "server/main.ts", sampleAgent: "server/launcher/sampleAgent.ts" },
        },
      }
    : { outDir: mode === "mock" ? MOCK_DIR : CLIENT_DIR, manifest: true },
  server: { host: "127.0.0.1", port: 4310 },
  preview: { host: "127.0.0.1" },
  test: {
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["{src/contract,src/domain,server,mocks,docs,scripts}/**/*.test.ts", "*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          environment: "happy-dom",
          include: ["src/{api,stores,ui,features,pages}/**/*.test.{ts,tsx}", "src/*.test.{ts,tsx}"],
          setupFiles: ["src/testSetup.ts"],
        },
      },
    ],
  },
}));
