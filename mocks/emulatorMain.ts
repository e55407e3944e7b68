import { ProviderId } from "../src/contract/snapshot.ts";
import { providerUrlVariable } from "../server/providers/providerUrlVariable.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { demoAccounts } from "./demoAccounts.ts";

const DEFAULT_PORT = 4399;

async function main(): Promise<void> {
  const emulator = await startEmulator({ port: portOf(process.argv[2]) });
  for (const { provider, token, state, fault } of demoAccounts) {
    emulator.vendor.set(provider, token, state);
    if (fault) emulator.vendor.fault(token, fault);
  }
  process.stdout.write(welcome(emulator));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}

function portOf(given = String(DEFAULT_PORT)): number {
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`"${given}" is not a port. Give a number up to 65535, or none.`);
}

function welcome({ url }: Emulator): string {
  const width = Math.max(...demoAccounts.map(({ token }) => token.length));
  return [
    `The vendors are on ${url}`,
    "",
    "Tokens:",
    ...demoAccounts.map(({ token, shows }) => `  ${token.padEnd(width)}  ${shows}`),
    "",
    "Start Leeway with:",
    ...ProviderId.options.map((id) => `  export ${providerUrlVariable(id)}=${url}/${id}`),
    "  npm start",
    "",
  ].join("\n");
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
