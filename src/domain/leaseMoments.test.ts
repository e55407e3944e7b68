import { expect, it } from "vitest";
import { leaseMoments } from "./leaseMoments.ts";

it("looks at a lease after each third of it, the last when it ends", () => {
  const lease = {
    heartbeat_at: "2026-03-01T12:00:00.000Z",
    lease_expires_at: "2026-03-01T12:01:30.000Z",
  };
  expect(leaseMoments(lease)).toEqual([
    "2026-03-01T12:00:30.000Z",
    "2026-03-01T12:01:00.000Z",
    "2026-03-01T12:01:30.000Z",
  ]);
});
