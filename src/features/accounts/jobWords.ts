import type { Job } from "../../contract/jobs.ts";
import { formatCount, formatNumber } from "../../domain/number.ts";

type Counts = Pick<Job, "status" | "total" | "done" | "fresh" | "failed">;

/** How far a job is: "12 of 40 · 2 failed"; once it is over, what came of it: "38 refreshed, 2 failed". */
export function jobWords({ status, total, done, fresh, failed }: Counts): string {
  const bad = failed > 0 ? `${formatNumber(failed)} failed` : null;
  if (status === "running") {
    return [`${formatNumber(done + failed)} of ${formatNumber(total)}`, bad]
      .filter(Boolean)
      .join(" · ");
  }
  if (total === 0) return "There was no account to refresh";
  const already = fresh > 0 ? `${formatNumber(fresh)} of them fresh before` : null;
  const left = total - done - failed;
  const stopped =
    status === "cancelled" && left > 0 ? `cancelled before ${formatNumber(left)} more` : null;
  return [`${formatNumber(done)} refreshed`, already, bad, stopped].filter(Boolean).join(", ");
}

/** What a screen reader is told: at the start, after each quarter, and at the end. */
export function jobNews(job: Counts): string {
  const { status, total, done, failed } = job;
  if (status !== "running") return jobWords(job);
  const quarters = total > 0 ? Math.floor((4 * (done + failed)) / total) : 0;
  return quarters === 0
    ? `Refreshing ${formatCount(total, "account")}`
    : `${quarters * 25} % of ${formatCount(total, "account")} asked`;
}
