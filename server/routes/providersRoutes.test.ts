import { expect, it } from "vitest";
import { createWorld } from "../../mocks/world.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const HOUR = 3_600_000;

it("gives the reasons of the moment it chose at, though a reset comes in between", async () => {
  let now = NOW;
  const { app, accounts, records, vendor, principal } = await createWorld({ now: () => now });
  vendor.set("claude", "t", { weekly_pct: 100, weekly_resets_at: 3600 });
  const credential = { kind: "token", token: "t" } as const;
  const given = { provider: "claude", nickname: "Late", credential, owner: "workspace" } as const;
  await accounts.connections.add(principal, given);
  now = NOW + HOUR - 1;
  const addActivity = records.addActivity.bind(records);
  records.addActivity = async (entry) => {
    now = NOW + HOUR + 1;
    return addActivity(entry);
  };
  const response = await app.fetch(
    new Request("http://localhost/api/providers/claude/select", { method: "POST", body: "{}" }),
  );
  expect(response.status).toBe(503);
  expect(response.headers.get("Retry-After")).toBe("1");
  expect(await response.json()).toMatchObject({
    error: "accounts_depleted",
    skipped: [{ name: "Late", resets_at: "2026-05-20T13:00:00.000Z" }],
  });
});
