import type { Refusal } from "../../src/contract/refusal.ts";
import { explain } from "../../src/domain/explain.ts";
import type { Activity } from "./activity.ts";

/** The same reason again and again, as from a script that does not wait, is told once a minute. */
export async function tellRefusal(
  activity: Activity,
  user_id: string,
  what: "session" | "run" | "queued run" | "message",
  refusal: Refusal,
  now: number,
): Promise<void> {
  const { sentence } = explain(refusal, now);
  const text = `A ${what} was refused. ${sentence}`;
  const key = `refused ${user_id} ${what} ${refusal.reason}`;
  await activity.addOnce(key, "work_refused", text, { user_id, account_id: null });
}
