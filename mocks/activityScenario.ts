import type { ActivityEntry } from "../src/contract/activity.ts";
import type { VendorState } from "./vendor/vendorState.ts";
import type { World } from "./world.ts";

type Told = Pick<ActivityEntry, "kind" | "text">;

/** What happens again and again, in the server's own words. */
const TOLD: readonly Told[] = [
  {
    kind: "account_skipped",
    text: 'kiro | skip "Kiro 1" — out of quota, resets 2026-04-01T00:00:00.000Z (reset after 332h 4m 59s)',
  },
  {
    kind: "work_refused",
    text: "A run was refused. You have started 10 runs in the last hour; 10 are allowed.",
  },
  { kind: "account_added", text: 'Claude: "Claude 2" was added.' },
  { kind: "work_refused", text: "A session was refused. 3 of 3 sessions are running." },
  {
    kind: "account_skipped",
    text: 'claude | skip "Work" — out of quota, resets 2026-03-10T14:30:00.000Z (reset after 4h 30m 0s)',
  },
  { kind: "account_removed", text: '"Codex of the old workspace" was removed.' },
];

const COUNT = 75;
/** From the oldest to the newest it is four days. */
const BETWEEN_SECONDS = 4600;

/** What accounts of Claude have used; null is a sign-in that lapsed. */
const USED: readonly (VendorState | null)[] = [
  { session_pct: 12, weekly_pct: 40 },
  { session_pct: 30, weekly_pct: 100, weekly_resets_at: 190_000 },
  null,
  { session_pct: 100, weekly_pct: 71, session_resets_at: 4200 },
  { session_pct: 5, weekly_pct: 100, weekly_resets_at: 260_000 },
  { session_pct: 100, weekly_pct: 80, session_resets_at: 900 },
  null,
  { session_pct: 100, weekly_pct: 20, session_resets_at: 9000 },
];

/** Four days in which more happened than one answer holds; most accounts are in trouble by now. */
export async function seedActivity(
  { accounts, vendor, principal }: World,
  startedAgo: (seconds: number) => void,
): Promise<void> {
  for (let back = COUNT; back > 0; back--) {
    startedAgo(back * BETWEEN_SECONDS - BETWEEN_SECONDS + 120);
    const told = TOLD[back % TOLD.length];
    if (!told) continue;
    await accounts.activity.add(told.kind, told.text, {
      user_id: told.kind === "work_refused" ? principal.id : null,
      account_id: null,
    });
  }
  startedAgo(100);
  for (const [index, state] of USED.entries()) {
    const token = `sk-ant-oat01-${index}`;
    if (state !== null) vendor.set("claude", token, state);
    await accounts.connections.add(principal, {
      provider: "claude",
      nickname: null,
      credential: { kind: "token", token },
      owner: "workspace",
    });
  }
  startedAgo(0);
}
