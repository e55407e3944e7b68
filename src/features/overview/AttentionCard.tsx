import { CircleCheck, OctagonAlert, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { fromInstant, toInstant } from "../../contract/instant.ts";
import { accountsBeyond } from "../../domain/accountAttention.ts";
import { type Attention, attention } from "../../domain/attention.ts";
import type { AccountState } from "../../contract/providers.ts";
import { STUCK_BELOW_SECONDS } from "../../domain/prLock.ts";
import { formatCount } from "../../domain/number.ts";
import { Age } from "../../ui/Age.tsx";
import { Card } from "../../ui/Card.tsx";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useOwnLimits } from "./useOwnLimits.ts";

export interface AttentionCardProps {
  /** The page of a project. */
  projectHref: (id: string) => string;
  /** Where an account is looked at. */
  accountHref: (account: { nickname: string; state: AccountState }) => string;
}

/** What may want a look; one calm line if nothing does. */
export function AttentionCard({ projectHref, accountHref }: AttentionCardProps) {
  const { quota, status, limits } = useOwnLimits();
  const projects = useEndpoint("quota", "projects", {}, (answer) =>
    answer.projects.flatMap(({ pr_lock: { lease_expires_at: lapses } }) =>
      lapses === null ? [] : [lapses, toInstant(fromInstant(lapses) - STUCK_BELOW_SECONDS * 1000)],
    ),
  );
  const failed = useEndpoint("runs", "list", { query: { status: "failed", limit: 20 } });
  const accounts = useEndpoint("providers", "client", { query: FIRST_ACCOUNTS }, (answer) =>
    answer.connections.map(({ availability }) => availability.available_at),
  );
  const clock = useClock();
  const facts = {
    limits,
    projects: projects.data?.data.projects ?? [],
    failed: failed.data?.data.runs ?? [],
    accounts: accounts.data?.data.connections ?? [],
  };
  // A tick draws again only when something comes or goes.
  useClockText((now) =>
    attention(facts, now)
      .map(({ key, title }) => `${key} ${title}`)
      .join(),
  );
  const found = attention(facts, clock.now());
  const more = accountsBeyond(facts.accounts, accounts.data?.data.counts.states ?? {}, clock.now());
  const sources = [
    ["the run quota", quota],
    ["compute and sessions", status],
    ["slots and locks", projects],
    ["failed runs", failed],
    ["provider accounts", accounts],
  ] as const;
  const pending = sources.some(([, { data, error }]) => !data && error === null);
  const unknown = sources.filter(([, { error }]) => error !== null).map(([name]) => name);
  return (
    <Card title="Needs attention">
      {pending ? (
        <Skeleton lines={4} label="Loading: needs attention" />
      ) : (
        <>
          {found.length > 0 && (
            <ul className="-my-2 divide-y divide-line">
              {found.map((one) => (
                <AttentionRow
                  key={one.key}
                  one={one}
                  projectHref={projectHref}
                  accountHref={accountHref}
                />
              ))}
              {more > 0 && (
                <li className="py-2 pl-7 text-sm">
                  <Link to="/accounts" className="hover:underline">
                    and {formatCount(more, "more account")}
                  </Link>
                </li>
              )}
            </ul>
          )}
          {unknown.length > 0 && (
            <div className="not-first:mt-4">
              <Notice look="unknown" title="It is not known whether anything needs you">
                No answer about {unknown.join(", ")}.
              </Notice>
            </div>
          )}
          {found.length === 0 && unknown.length === 0 && (
            <p className="flex items-center gap-2 text-muted">
              <CircleCheck aria-hidden size={18} className="text-ok-ink" />
              Nothing needs you.
            </p>
          )}
        </>
      )}
    </Card>
  );
}

/** The accounts that need a person come first, and a few of them are enough here. */
const FIRST_ACCOUNTS = { page_size: 20, sort: "attention" } as const;

const looks = {
  act: { icon: OctagonAlert, ink: "text-critical-ink" },
  watch: { icon: TriangleAlert, ink: "text-approaching-ink" },
};

function AttentionRow({ one, projectHref, accountHref }: { one: Attention } & AttentionCardProps) {
  const { urgency, title, detail, at, until, about } = one;
  const { icon: Icon, ink } = looks[urgency];
  const href =
    "limit_id" in about
      ? about.limit_id === "runs"
        ? "/quota"
        : "/sessions"
      : "account_id" in about
        ? accountHref(about)
        : projectHref(about.project_id);
  return (
    <li className="flex gap-2.5 py-2">
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0">
        <Link to={href} dir="auto" className="line-clamp-2 font-medium break-words hover:underline">
          {title}
        </Link>
        <p className="text-sm text-muted">
          {detail}
          {at !== null && (
            <>
              {" · "}
              <Age at={at} />
            </>
          )}
          {until !== null && (
            <>
              {" · back "}
              <Countdown until={until} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}
