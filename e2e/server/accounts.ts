import type { Locator, Page } from "@playwright/test";
import type { Connection } from "../../src/contract/providers.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { VendorState } from "../../mocks/vendor/vendorState.ts";
import type { RealServer, VendorsOnPort } from "./fixtures.ts";

const HOUR = 3600;

/** A five-hour and a weekly window, both begun. */
export const shares = (session_pct: number, weekly_pct: number): VendorState => ({
  session_pct,
  weekly_pct,
  session_resets_at: HOUR,
  weekly_resets_at: 48 * HOUR,
});

export interface Wanted {
  nickname: string;
  provider?: ProviderId;
  /** What the vendor says of it; it knows no such token if left out. */
  state?: VendorState;
}

export const tokenOf = (nickname: string) => `token-of-${nickname.replaceAll(" ", "-")}`;

/** Adds an account over the API, whose vendor is asked once. */
export async function addAccount(
  { client }: RealServer,
  { vendor }: VendorsOnPort,
  { nickname, provider = "claude", state }: Wanted,
): Promise<Connection> {
  const token = tokenOf(nickname);
  if (state) vendor.set(provider, token, state);
  const credential = { kind: "token", token } as const;
  return (await client.providers.connect({ body: { provider, nickname, credential } })).data;
}

/** An account as the API has it now. */
export const readAccount = async ({ client }: RealServer, id: string): Promise<Connection> =>
  (await client.providers.connection({ params: { id } })).data;

export const cardOf = (page: Page): Locator =>
  page.getByRole("region", { name: "Provider accounts", exact: true });

export const rowOf = (page: Page, nickname: string): Locator =>
  page.getByRole("row").filter({ has: page.getByText(nickname, { exact: true }) });

/** The values on screen, by the limit they belong to. */
export const valuesOf = (row: Locator): Promise<(string | null)[][]> =>
  row
    .getByRole("meter", { name: ", of " })
    .evaluateAll((meters) =>
      meters.map((meter) =>
        ["aria-label", "aria-valuenow"].map((name) => meter.getAttribute(name)),
      ),
    );

/** All that the browser keeps for the page's origin. */
export async function storedBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error));
      });
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames) {
        const within = database.transaction(store).objectStore(store);
        kept.push(await done(within.getAllKeys()), await done(within.getAll()));
      }
      database.close();
    }
    return JSON.stringify(kept);
  });
}
