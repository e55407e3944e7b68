import { parse as parseWords } from "shell-quote";
import * as z from "zod/mini";
import { ProviderId } from "../../src/contract/snapshot.ts";
import { type ProviderUrlVariable, providerUrlVariable } from "../providers/providerUrlVariable.ts";

/** A program and its arguments; no shell reads them. */
export type Argv = [string, ...string[]];

interface Setting {
  schema: z.ZodMiniType;
  /** The default as the help prints it. */
  fallback: string;
  help: string;
  /** A wrong value is not repeated: it is a secret, or may hold one. */
  secret?: true;
}

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

const words = z.pipe(
  z.string(),
  z.transform((text: string, context): Argv | null => {
    const issue = (message: string) => {
      context.issues.push({ code: "custom", input: text, message });
      return null;
    };
    if (text.trimStart().startsWith("[")) {
      const parsed = z.array(z.string()).safeParse(parseJson(text));
      if (!parsed.success) return issue("must be a JSON array of strings");
      return isArgv(parsed.data) ? parsed.data : issue("must name a program");
    }
    const split = parseWords(text, (name) => `$${name}`);
    if (!split.every((word) => typeof word === "string")) {
      return issue("must be plain words: no shell runs. Put what needs one into a script");
    }
    return isArgv(split) ? split : issue("must name a program");
  }),
);

const isArgv = (words: string[]): words is Argv => (words[0] ?? "") !== "";

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isBaseUrl = (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  return isHttp && url.username === "" && url.password === "" && !/[?#]/.test(text);
};

const providerUrl = {
  schema: z.optional(
    z.string().check(
      z.refine(isBaseUrl, {
        error: "must be an http(s) URL without credentials, query or hash",
      }),
    ),
  ),
  fallback: "(the vendor's own)",
  help: "Another base URL for a provider (CLAUDE, OPENCODE_GO and so on), such as a proxy's",
  secret: true,
} as const satisfies Setting;

const settings = {
  PORT: {
    schema: z.coerce.number<string>().check(z.int(), z.gte(0), z.lte(65_535)),
    fallback: "4310",
    help: "Where it listens; 0 takes a free port",
  },
  HOST: {
    schema: z.string().check(
      z.refine((host) => LOOPBACK.includes(host), {
        error: `must be a loopback address (${LOOPBACK.join(", ")}): without sign-in nobody else may reach it`,
      }),
    ),
    fallback: "127.0.0.1",
    help: "The loopback address it listens on",
  },
  LEEWAY_DATA: {
    schema: z.string().check(z.minLength(1)),
    fallback: "./.leeway",
    help: "The data folder; one process at a time",
  },
  LEEWAY_POLICY: {
    schema: z.optional(z.string().check(z.minLength(1))),
    fallback: "./leeway.policy.json",
    help: "The policy file; must exist if this is set",
  },
  LEEWAY_SAMPLE: {
    schema: z.enum(["on", "off"]),
    fallback: "on",
    help: "on: a sample workspace for an empty data folder; off: none, and an earlier one goes",
  },
  LEEWAY_SECRET: {
    schema: z.optional(
      z.string().check(z.minLength(16, { error: "must have at least 16 characters" })),
    ),
    fallback: "(a key file in the data folder)",
    help: "What pasted credentials are encrypted with",
    secret: true,
  },
  LEEWAY_RUN_COMMAND: {
    schema: z.optional(words),
    fallback: "(the sample agent)",
    help: "What a managed run starts: a JSON array of strings, or words as a shell splits them",
  },
  LEEWAY_SESSION_COMMAND: {
    schema: z.optional(words),
    fallback: "(the sample agent)",
    help: "What a session starts, likewise",
  },
  LEEWAY_ENVIRONMENT: {
    schema: z.string().check(z.minLength(1), z.maxLength(40)),
    fallback: "local",
    help: "The name of this installation, shown beside its data",
  },
  LOG_LEVEL: {
    schema: z.enum(["trace", "debug", "info", "warn", "error", "silent"]),
    fallback: "info",
    help: "How much it logs, as JSON lines on standard error; debug has every request",
  },
} as const satisfies Record<string, Setting>;

type Settings = typeof settings & Record<ProviderUrlVariable, typeof providerUrl>;
export type Environment = { [K in keyof Settings]: z.output<Settings[K]["schema"]> };

const providerSettings = ProviderId.options.map((id) => [providerUrlVariable(id), providerUrl]);
const allSettings: Record<string, Setting> = {
  ...settings,
  ...Object.fromEntries(providerSettings),
};

/** A variable has a value that cannot be used; the message names it. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Reads the environment, once. An empty value counts as not set.
 *
 * @throws {EnvironmentError} names every wrong variable
 */
export function parseEnvironment(given: Record<string, string | undefined>): Environment {
  const wrong: string[] = [];
  const entries = Object.entries(allSettings).map(([name, { schema, fallback, secret }]) => {
    const value = given[name] || (schema.safeParse(undefined).success ? undefined : fallback);
    const parsed = schema.safeParse(value);
    for (const { message } of parsed.error?.issues ?? []) {
      wrong.push(`${name}${secret ? "" : `=${JSON.stringify(value)}`}: ${message}`);
    }
    return [name, parsed.data];
  });
  if (wrong.length > 0) throw new EnvironmentError(wrong.join("\n"));
  return Object.fromEntries(entries) as Environment;
}

/** What `npm start -- --help` prints. */
export function describeEnvironment(): string {
  const shown: Record<string, Setting> = { ...settings, "LEEWAY_PROVIDER_<NAME>_URL": providerUrl };
  const rows = Object.entries(shown).map(
    ([name, { fallback, help }]) => [name, fallback, help] as const,
  );
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const lines = rows.map(
    ([name, fallback, help]) => `  ${name.padEnd(width(0))}  ${fallback.padEnd(width(1))}  ${help}`,
  );
  return ["Usage: npm start", "", "Environment, with defaults:", ...lines, ""].join("\n");
}
