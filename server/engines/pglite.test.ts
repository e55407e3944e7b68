import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { PollState } from "./accountRecords.ts";
import { accountsConformance } from "./accountsConformance.ts";
import { errorsConformance } from "./errorsConformance.ts";
import { openPglite, POSTGRES_MAJOR } from "./pglite.ts";
import { pgliteFolders } from "./pgliteFolders.ts";
import { createPostgresRecords, migrate } from "./postgresRecords.ts";
import { recordsConformance } from "./recordsConformance.ts";
import type { Records } from "./records.ts";
import { thresholdsConformance } from "./thresholdsConformance.ts";
import { schedulesConformance } from "./schedulesConformance.ts";

const folders = pgliteFolders();
const opened = new WeakMap<Records, { folder: string; shut: () => Promise<void> }>();

async function open(folder: string): Promise<Records> {
  const db = await openPglite(join(folder, "records"));
  await migrate(db);
  const records = createPostgresRecords(db);
  const shut = () => records.close();
  const close = async () => {
    await shut();
    folders.takeBack(folder);
  };
  const lent = { ...records, close };
  opened.set(lent, { folder, shut });
  return lent;
}

const openNew = () => open(folders.create());
const reopen = async (records: Records) => {
  const { folder = "", shut } = opened.get(records) ?? {};
  await shut?.();
  return open(folder);
};

recordsConformance("PGlite", openNew, reopen);
accountsConformance("PGlite", openNew, reopen);
thresholdsConformance("PGlite", openNew);
schedulesConformance("PGlite", openNew);
errorsConformance("PGlite", openNew);

it("writes folders of the major that it says it reads", () => {
  const version = readFileSync(join(folders.create(), "records", "PG_VERSION"), "utf8");
  expect(version.trim()).toBe(POSTGRES_MAJOR);
});

it("tells of a statement that fails what it was, and no value that was given", async () => {
  const records = await openNew();
  const account = {
    id: "00000000-0000-4000-8000-000000000001",
    provider: "claude",
    nickname: "a name",
    user_id: null,
    enabled: true,
    created_at: "2026-03-01T12:00:00.000Z",
    credential_kind: "elsewhere" as "token",
    credential_source: null,
    sealed: "a sealed token",
  } as const;
  const poll = {
    snapshot: { label: "\ud800" },
    next_poll_at: null,
    failures: 0,
    fingerprint: null,
    expires_at: null,
    identity: "dana@example.com",
    unknown_keys: [],
  } as unknown as PollState;
  const faults = [
    await records.addAccount({ account, poll }).catch((error: unknown) => error),
    await records
      .addAccount({ account: { ...account, credential_kind: "token" }, poll })
      .catch((error: unknown) => error),
  ];
  for (const fault of faults) {
    expect(fault).toBeInstanceOf(Error);
    const told = JSON.stringify(fault);
    expect(told).toMatch(/"code":"2\w{4}"/);
    expect(told).toContain("insert into");
    expect(told).not.toMatch(/a name|a sealed token|dana@|ud800/);
  }
  await records.close();
});
