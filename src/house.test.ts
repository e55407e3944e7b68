import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Adapters and the edge: only what composes may know them. */
const ADAPTERS =
  /^server\/(?:edge|compose|dev|main|engines\/(?:memory|pglite|postgres|migrations|dataFolder)|credentials\/|launcher\/(?!launcher\.ts))/;

/** The mocks' part that needs Node: only what starts it may know it. */
const NODE_MOCKS = /^mocks\/emulator(?:Main)?\.ts$/;

const isOutermost = (file: string) => ADAPTERS.test(file) || NODE_MOCKS.test(file);

interface Rule {
  room: RegExp;
  /** What of ours it may import; its own files always. */
  ours: RegExp;
  /** Which packages it may import. */
  packages: RegExp;
}

const NONE = /^$/;
const ANY = /^/;

/** Who may import whom, from the innermost room outwards. The first rule that fits a file holds. */
const rules: Rule[] = [
  { room: /^src\/contract\//, ours: NONE, packages: /^zod/ },
  { room: /^src\/domain\//, ours: /^src\/contract\//, packages: NONE },
  {
    room: /^src\/ui\//,
    ours: /^src\/(?:contract|domain)\//,
    packages: /^(?:react|react-dom|react-error-boundary|lucide-react|@base-ui\/react)(?:\/|$)/,
  },
  { room: /^src\/stores\//, ours: /^src\/(?:contract|domain)\//, packages: /^zustand/ },
  { room: /^src\/api\//, ours: /^src\/contract\//, packages: /^(?!node:)/ },
  {
    room: /^src\/features\/[^/]+\//,
    ours: /^src\/(?:contract|domain|api|stores|ui)\//,
    packages: /^(?!node:)/,
  },
  { room: /^src\/pages\//, ours: /^src\/(?:features|ui)\//, packages: /^react/ },
  { room: /^src\/openPage\.tsx$/, ours: /^(?:src\/|mocks\/browser\.ts$)/, packages: /^(?!node:)/ },
  {
    room: /^src\/gallery\//,
    ours: /^(?:src\/|mocks\/(?!emulator))/,
    packages: /^(?!node:)/,
  },
  { room: /^src\//, ours: /^src\//, packages: /^(?!node:)/ },
  {
    room: /^server\/(?:app\.ts|routes\/|admission\/|accounts\/|providers\/|engines\/(?:records|accountRecords|counters|engineUnavailable)\.ts|launcher\/launcher\.ts)/,
    ours: new RegExp(`^(?:src/(?:contract|domain)/|(?!${ADAPTERS.source.slice(1)})server/)`),
    packages: /^(?:zod|hono|croner$)/,
  },
  {
    room: /^server\//,
    ours: /^(?:src\/(?:contract|domain)|server)\/|^package\.json$/,
    packages: ANY,
  },
  {
    room: NODE_MOCKS,
    ours: /^(?:src\/contract\/|mocks\/|server\/providers\/)/,
    packages: /^(?:node:|@hono\/node-server$)/,
  },
  {
    room: /^mocks\//,
    ours: /^(?:src\/(?:contract|domain)\/|server\/(?:app\.ts|admission\/|accounts\/|providers\/|launcher\/launcher\.ts|engines\/(?:memory|records\.ts|accountRecords\.ts|counters\.ts|engineUnavailable)))/,
    packages: /^msw/,
  },
];

/** A file's own room: the folder it may import from freely. */
const roomOf = (file: string) =>
  /^src\/features\/[^/]+\/|^src\/[^/]+\/|^server\/[^/]+\/|^mocks\//.exec(file)?.[0] ?? file;

function violations(file: string, source: string): string[] {
  const rule = rules.find(({ room }) => room.test(file));
  if (!rule) return [`${file}: stands in no room`];
  const specifiers = source.matchAll(
    /(?:^|\n)(?:import|export)\b[^;'"]*?from\s*["']([^"']+)|(?:^|\n)import\s*["']([^"']+)|\bimport\(\s*["']([^"']+)/g,
  );
  return [...specifiers].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    if (!specifier.startsWith(".")) {
      return rule.packages.test(specifier) ? [] : [`${file}: may not import ${specifier}`];
    }
    const target = join(dirname(file), specifier);
    const inside = target.startsWith(roomOf(file)) && !(isOutermost(target) && !isOutermost(file));
    // What serves tests would drag mocks and test libraries into what imports it.
    return (inside || rule.ours.test(target)) && !isTest(target)
      ? []
      : [`${file}: may not import ${target}`];
  });
}

const isTest = (file: string) =>
  /\.(?:test|stories)\.tsx?$|Conformance\.ts$|Suite\.ts$|[tT]estSetup\.ts$|renderPage\.tsx$|pgliteFolders\.ts$/.test(
    file,
  );

describe("the house", () => {
  it("keeps to who may import whom", () => {
    const files = ["src", "server", "mocks"].flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
        .filter((file) => !isTest(file)),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(
      files.flatMap((file) => violations(file, readFileSync(join(ROOT, file), "utf8"))),
    ).toEqual([]);
  });

  it.each([
    ["src/contract/limit.ts", "../domain/levels.ts"],
    ["src/contract/limit.ts", "hono"],
    ["src/domain/decide.ts", "../api/client.ts"],
    ["src/domain/decide.ts", "react"],
    ["src/ui/Gauge.tsx", "../api/client.ts"],
    ["src/ui/Gauge.tsx", "../stores/toasts.ts"],
    ["src/ui/Gauge.tsx", "react-router"],
    ["src/ui/Gauge.tsx", "zustand"],
    ["src/stores/toasts.ts", "../api/client.ts"],
    ["src/stores/toasts.ts", "react"],
    ["src/api/client.ts", "../domain/decide.ts"],
    ["src/features/runs/RunRow.tsx", "../projects/ProjectsCard.tsx"],
    ["src/features/runs/RunRow.tsx", "../../pages/QuotaPage.tsx"],
    ["src/features/runs/RunRow.tsx", "../../../mocks/world.ts"],
    ["src/pages/QuotaPage.tsx", "../api/client.ts"],
    ["src/pages/QuotaPage.tsx", "../stores/toasts.ts"],
    ["src/openPage.tsx", "../mocks/world.ts"],
    ["src/routes.tsx", "./renderPage.tsx"],
    ["src/pages/QuotaPage.tsx", "zustand"],
    ["src/routes.tsx", "../mocks/browser.ts"],
    ["src/routes.tsx", "../server/app.ts"],
    ["server/app.ts", "node:fs"],
    ["server/app.ts", "./engines/pglite.ts"],
    ["server/routes/runsRoutes.ts", "../engines/memoryRecords.ts"],
    ["server/admission/admit.ts", "../launcher/processLauncher.ts"],
    ["server/admission/admit.ts", "../edge/guard.ts"],
    ["server/admission/admit.ts", "node:crypto"],
    ["server/providers/claude.ts", "node:fs"],
    ["server/accounts/poller.ts", "../credentials/places.ts"],
    ["server/engines/records.ts", "./pglite.ts"],
    ["server/engines/counters.ts", "./memoryCounters.ts"],
    ["server/launcher/launcher.ts", "./processLauncher.ts"],
    ["server/engines/pglite.ts", "../../src/api/client.ts"],
    ["server/main.ts", "../mocks/world.ts"],
    ["mocks/world.ts", "../server/engines/pglite.ts"],
    ["mocks/world.ts", "../server/compose.ts"],
    ["mocks/world.ts", "../src/ui/Gauge.tsx"],
    ["mocks/world.ts", "react"],
    ["mocks/world.ts", "./emulator.ts"],
    ["mocks/vendor.ts", "./emulator.ts"],
    ["mocks/vendor.ts", "node:http"],
    ["mocks/vendor/kimi.ts", "@hono/node-server"],
    ["mocks/emulator.ts", "hono"],
    ["mocks/emulator.ts", "../server/edge/listen.ts"],
    ["src/gallery/gallery.tsx", "../../mocks/emulator.ts"],
  ])("notices when %s imports %s", (file, specifier) => {
    expect(violations(file, `import { x } from "${specifier}";`)).toHaveLength(1);
    expect(violations(file, `\nimport type {\n  X,\n} from "${specifier}";`)).toHaveLength(1);
    expect(violations(file, `const x = await import("${specifier}");`)).toHaveLength(1);
  });

  it("notices a file that stands in no room", () => {
    expect(violations("lib/utils.ts", "")).toHaveLength(1);
  });
});
