import { realpath, stat } from "node:fs/promises";
import { relative } from "node:path";
import { CredentialError } from "../providers/credentialError.ts";
import type { Found, Places } from "../providers/places.ts";
import type { Credential, Place, Provider } from "../providers/provider.ts";
import { readCredentialFile } from "./credentialFile.ts";
import { createKeychain, type Keychain } from "./keychain.ts";
import { expandHome, expandPath, showPath, type Variables, variableOf } from "./placePath.ts";
import { firstLogin, parseContent, readContent, readValues } from "./readContent.ts";
import { isDatabase } from "./sqliteValues.ts";

/** What is the server's own is no vendor's token, and must not be sent to one. */
const OWN_VARIABLE = /^(?:LEEWAY_.*|DATABASE_URL|VALKEY_URL)$/i;

interface Machine {
  environment: Variables;
  home: string;
  platform: NodeJS.Platform;
  keychain?: Keychain;
  /** The server's data: nothing in it is a vendor's. */
  dataFolder?: string;
}

/** The places of this machine. */
export function createPlaces(machine: Machine): Places {
  const { environment, home, platform, keychain = createKeychain(), dataFolder } = machine;

  const isHere = ({ platform: only, format }: Place) =>
    (only === undefined || only === platform) &&
    (format.kind !== "keychain" || platform === "darwin");

  /** Where the place is, for a person, if there is anything. */
  async function find({ path, format }: Place): Promise<string | null> {
    if (format.kind === "keychain") return (await keychain.has(format.service)) ? path : null;
    const file = expandPath(path, environment, home);
    const stats = file === null ? null : await stat(file).catch(() => null);
    return file !== null && stats?.isFile() ? showPath(file, home) : null;
  }

  async function discover(provider: Provider): Promise<Found[]> {
    const found: Found[] = provider.variables
      .filter((name) => variableOf(environment, name) !== null)
      .map((name) => ({
        id: `${provider.id}:env:${name}`,
        provider: provider.id,
        tool: null,
        place: name,
      }));
    for (const place of provider.places.filter(isHere)) {
      const where = await find(place);
      const id = `${provider.id}:${place.id}`;
      // A variable may point to where another place already is.
      const isKnown = found.some((other) => other.place === where || other.id === id);
      if (where !== null && !isKnown) {
        found.push({ id, provider: provider.id, tool: place.tool, place: where });
      }
    }
    return found;
  }

  async function readPlace(provider: Provider, place: Place): Promise<Credential> {
    const { path, format, tool } = place;
    if (format.kind === "keychain") {
      const password = await keychain.read(format.service);
      if (password === null) throw new CredentialError("not_found", `${path} does not exist`);
      return firstLogin(provider, parseContent(password, path), path, tool);
    }
    const file = expandPath(path, environment, home);
    if (file === null) throw new CredentialError("not_found", `${path} does not exist`);
    const shown = showPath(file, home);
    const bytes = await readCredentialFile(file, shown);
    return format.kind === "sqlite"
      ? firstLogin(provider, await readValues(bytes, format, shown), shown, tool)
      : firstLogin(provider, parseContent(bytes.toString("utf8"), shown), shown, tool);
  }

  /** Several places may bear an id: the first that is there counts. */
  async function readDiscovered(provider: Provider, id: string): Promise<Credential> {
    const variable = provider.variables.find((name) => id === `${provider.id}:env:${name}`);
    if (variable !== undefined) return readVariable(provider, variable);
    let missing = new CredentialError("not_found", `${provider.name} has no such place here`);
    for (const place of provider.places.filter(isHere)) {
      if (id !== `${provider.id}:${place.id}`) continue;
      try {
        return await readPlace(provider, place);
      } catch (error) {
        if (!(error instanceof CredentialError) || error.code !== "not_found") throw error;
        missing = error;
      }
    }
    throw missing;
  }

  async function readFile(provider: Provider, path: string): Promise<Credential> {
    const file = expandHome(path, home);
    if (file === null) {
      throw new CredentialError("not_found", `${path} is neither absolute nor begins with ~/`);
    }
    const shown = showPath(file, home);
    if (dataFolder !== undefined && (await liesIn(file, dataFolder))) {
      throw new CredentialError("not_allowed", `${shown} is Leeway's own, not a vendor's`);
    }
    const bytes = await readCredentialFile(file, shown);
    if (!isDatabase(bytes)) return readContent(provider, bytes.toString("utf8"), shown);
    const values: Record<string, string> = {};
    for (const { format } of provider.places) {
      if (format.kind === "sqlite") Object.assign(values, await readValues(bytes, format, shown));
    }
    return firstLogin(provider, values, shown);
  }

  async function readVariable(provider: Provider, name: string): Promise<Credential> {
    const value = variableOf(environment, name);
    if (value === null) {
      throw new CredentialError("unset", `${name} is not set where Leeway was started`);
    }
    return readContent(provider, value, name);
  }

  return {
    discover: async (providers) => (await Promise.all(providers.map(discover))).flat(),
    async read(provider, kind, source) {
      if (kind === "file") return readFile(provider, source);
      if (kind === "discovered") return readDiscovered(provider, source);
      if (OWN_VARIABLE.test(source)) {
        throw new CredentialError("not_allowed", `${source} is Leeway's own, not a vendor's`);
      }
      return readVariable(provider, source);
    },
  };
}

/** Also by a link. What is not there lies nowhere. */
async function liesIn(file: string, folder: string): Promise<boolean> {
  const [target, root] = await Promise.all(
    [file, folder].map((path) => realpath(path).catch(() => null)),
  );
  return Boolean(target && root) && !relative(root ?? "", target ?? "").startsWith("..");
}
