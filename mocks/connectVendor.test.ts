import { expect, it } from "vitest";
import { openScenario } from "./handlers.ts";

const NOW = Date.parse("2026-03-10T10:00:00.000Z");

it("a refresh of a mocked account finds what was last seen, or what went wrong with it", async () => {
  const { world } = await openScenario("accounts", { now: () => NOW });
  const poll = async (nickname: string) => {
    const known = world.accounts.book.all().find(({ account }) => account.nickname === nickname);
    const { snapshot } = (await world.accounts.poller.poll(known?.account.id ?? "")) ?? {};
    const session = snapshot?.limits.find(({ id }) => id === "session");
    return [snapshot?.status, session?.used_pct, session?.observed_at === snapshot?.fetched_at];
  };
  expect(await poll("Work")).toEqual(["ok", 46, true]);
  expect(await poll("Session spent")).toEqual(["ok", 100, true]);
  expect(await poll("Failing")).toEqual(["error", 27, false]);
  expect((await poll("Signed out"))[0]).toBe("auth_required");
});
