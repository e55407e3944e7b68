import { join } from "node:path";
import { manyAccounts } from "../mocks/accounts.ts";
import { openPglite } from "../server/engines/pglite.ts";
import { createPostgresRecords, migrate } from "../server/engines/postgresRecords.ts";

/** Writes so many accounts into a data folder that no server holds; none of them is due to be polled. */
export async function seedAccounts(dataFolder: string, count: number): Promise<void> {
  const db = await openPglite(join(dataFolder, "records"));
  await migrate(db);
  const records = createPostgresRecords(db);
  for (const known of manyAccounts(count, Date.now())) await records.addAccount(known);
  await records.close();
}
