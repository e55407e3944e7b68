import { codexPlanOf } from "./codexPlanOf.ts";
import { codexWindow } from "./codexWindows.ts";
import { instantOf, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report, VendorAnswer } from "./provider.ts";
import { instantIn, reportOf, retryAfterSeconds, vendorNow } from "./report.ts";
import { settled, sound } from "./rows.ts";

const SLOTS = ["primary", "secondary"] as const;

/**
 * A refused model request: unlike a 429 of the usage endpoint it speaks of the account, by its body
 * or by `x-codex-*` headers. Null if the answer is none.
 */
export function readCodexRefusal(answer: VendorAnswer, now: number): Report | null {
  if (answer.status !== 429) return null;
  const { headers, body } = answer;
  const error = objectOf(objectOf(body).error);
  const reached = error.type === "usage_limit_reached";
  const slots = SLOTS.filter((slot) => headers[`x-codex-${slot}-used-percent`] !== undefined);
  if (!reached && slots.length === 0) return null;
  const serverNow = vendorNow(answer, now);
  const windows = sound(
    settled(
      slots.map((slot) => {
        const told = (name: string) => headers[`x-codex-${slot}-${name}`];
        const minutes = numberOf(told("window-minutes"));
        const row = {
          used_percent: told("used-percent"),
          limit_window_seconds: minutes === null ? null : minutes * 60,
          reset_at: told("reset-at"),
          reset_after_seconds: told("reset-after-seconds"),
        };
        return codexWindow(slot, row, null, now, serverNow);
      }),
    ),
  );
  const full = windows.limits.some(({ depleted }) => depleted);
  if (!reached && windows.limits.length === 0) return null;
  const limits =
    reached && !full
      ? [
          ...windows.limits,
          // Which window it is does not say; that it is full, and until when, it does.
          limitOf(
            {
              id: "usage_limit",
              label: "Usage limit",
              kind: "window",
              unit: "percent",
              depleted: true,
              resets_at:
                instantOf(error.resets_at) ??
                instantIn(numberOf(error.resets_in_seconds), serverNow),
              reset_trust: "upper_bound",
            },
            now,
          ),
        ]
      : windows.limits;
  return reportOf({
    plan: codexPlanOf(textOf(error.plan_type)),
    vendor_verdict: reached || full ? "blocked" : null,
    coverage: "partial",
    limits,
    dropped_rows: windows.dropped_rows,
    retry_after_seconds: retryAfterSeconds(answer, now),
  });
}
