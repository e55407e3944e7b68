import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Records } from "./records.ts";

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const minute = (n: number) => `2026-03-01T12:${String(n).padStart(2, "0")}:00.123Z`;

/** What every record engine promises of caps and overrides. */
export function thresholdsConformance(name: string, open: () => Promise<Records>): void {
  describe(`thresholds, ${name}`, () => {
    let records: Records;
    beforeEach(async () => {
      records = await open();
    });
    afterEach(() => records.close());

    const override = (n: number, more: object = {}) => ({
      id: idOf(n),
      user_id: "dana",
      at: minute(0),
      reason: "a release; drop table users; — ünïcode",
      expires_at: minute(15),
      ...more,
    });

    it("keeps each person's caps, both off until they are set", async () => {
      const off = { session_pct: null, week_pct: null };
      expect(await records.readThresholds("dana")).toEqual(off);
      await records.writeThresholds("dana", { session_pct: 1, week_pct: 100 });
      await records.writeThresholds("eve", { session_pct: null, week_pct: 30 });
      expect(await records.readThresholds("dana")).toEqual({ session_pct: 1, week_pct: 100 });
      await records.writeThresholds("dana", { session_pct: 90, week_pct: null });
      expect(await records.readThresholds("dana")).toEqual({ session_pct: 90, week_pct: null });
      expect(await records.readThresholds("eve")).toEqual({ session_pct: null, week_pct: 30 });
      expect(await records.readThresholds("nobody")).toEqual(off);
    });

    it("has one open override a person, until it ends", async () => {
      expect(await records.addOverride(override(1))).toBe(true);
      expect(await records.addOverride(override(2, { at: minute(14) }))).toBe(false);
      expect(await records.addOverride(override(3, { user_id: "eve", reason: null }))).toBe(true);
      expect(await records.openOverride("dana", minute(14))).toEqual(override(1));
      expect(await records.openOverride("eve", minute(14))).toMatchObject({ reason: null });
      expect(await records.openOverride("dana", minute(15))).toBeNull();
      const next = override(4, { at: minute(15), expires_at: minute(30) });
      expect(await records.addOverride(next)).toBe(true);
      expect(await records.openOverride("dana", minute(16))).toEqual(next);
    });

    it("adds one of many at once, and gives it to one run of many at once", async () => {
      const added = await Promise.all([1, 2, 3].map((n) => records.addOverride(override(n))));
      expect(added.filter(Boolean)).toHaveLength(1);
      const id = (await records.openOverride("dana", minute(1)))?.id ?? "";
      const runs = [11, 12, 13, 14].map(idOf);
      const used = await Promise.all(runs.map((run) => records.useOverride(id, run, minute(1))));
      expect(used.filter(Boolean)).toHaveLength(1);
      const has = await Promise.all(runs.map((run) => records.hasOverride(run)));
      expect(has).toEqual(used);
      expect(await records.openOverride("dana", minute(1))).toBeNull();
    });

    it("lets nothing pass that comes too late, and one run as often as it asks", async () => {
      await records.addOverride(override(1));
      expect(await records.useOverride(idOf(9), idOf(11), minute(1))).toBe(false);
      expect(await records.useOverride(idOf(1), idOf(11), minute(15))).toBe(false);
      expect(await records.hasOverride(idOf(11))).toBe(false);
      expect(await records.useOverride(idOf(1), idOf(11), minute(14))).toBe(true);
      expect(await records.useOverride(idOf(1), idOf(11), minute(16))).toBe(true);
      expect(await records.useOverride(idOf(1), idOf(12), minute(14))).toBe(false);
    });

    it("opens again what a run gives back, for what is left of it", async () => {
      await records.addOverride(override(1));
      await records.useOverride(idOf(1), idOf(11), minute(1));
      expect(await records.returnOverride(idOf(12))).toBe(false);
      expect(await records.openOverride("dana", minute(2))).toBeNull();
      expect(await records.returnOverride(idOf(11))).toBe(true);
      expect(await records.hasOverride(idOf(11))).toBe(false);
      expect(await records.openOverride("dana", minute(2))).toEqual(override(1));
      expect(await records.openOverride("dana", minute(15))).toBeNull();
      expect(await records.useOverride(idOf(1), idOf(12), minute(2))).toBe(true);
    });
  });
}
