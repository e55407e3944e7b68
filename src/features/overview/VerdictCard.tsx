import { CircleCheck, CircleHelp, CircleMinus, type LucideIcon, TriangleAlert } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { useDecision } from "../../api/useDecision.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { fromInstant, type Instant } from "../../contract/instant.ts";
import type { ComputeUsage } from "../../contract/sessions.ts";
import { isAtUsageQuota, reachesQuotaAt } from "../../domain/compute.ts";
import { type Verdict, verdict } from "../../domain/verdict.ts";
import { Announce } from "../../ui/Announce.tsx";
import { Card } from "../../ui/Card.tsx";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
import { CorrelationChip } from "../../ui/CorrelationChip.tsx";
import { EnvProvenance } from "../../ui/EnvProvenance.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useOwnLimits } from "./useOwnLimits.ts";

/** Fetched behind the answer, below which its line stays free. */
const Tightest = lazy(async () => {
  const { Tightest: words } = await import("./Tightest.tsx");
  return { default: words };
});

const looks: Record<Verdict["tone"], { icon: LucideIcon; ink: string; said: string }> = {
  yes: { icon: CircleCheck, ink: "text-ok-ink", said: "Work can start" },
  partly: { icon: TriangleAlert, ink: "text-approaching-ink", said: "Some work can start" },
  no: { icon: CircleMinus, ink: "text-exhausted-ink", said: "Nothing can start now" },
  unknown: { icon: CircleHelp, ink: "text-muted", said: "It is not known what can start" },
};

/** The question itself: may I start work now? Below it what binds first, and the way to start. */
export function VerdictCard({ children }: { children: ReactNode }) {
  const { quota, status } = useOwnLimits();
  const { usage, working } = status.data?.data ?? {};
  const spentAt = usage ? [spentMoment(usage, working ?? 0)] : [];
  const run = useDecision({ kind: "run" }, spentAt);
  const session = useDecision({ kind: "session" }, spentAt);
  const meta = useEndpoint("meta", "meta").data?.data;
  const pending = [run, session].some(({ data, error }) => !data && error === null);
  const known = run.error ? session : run;
  return (
    <Card
      title="Now"
      footer={
        <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4">
          {known.data && (
            <>
              <EnvProvenance
                environment={meta?.environment}
                engine={meta?.engines.counters}
                observedAt={known.data.server_time}
              />
              <CorrelationChip id={known.data.correlation_id} />
            </>
          )}
        </div>
      }
    >
      <div className="min-h-22 sm:min-h-15">
        {pending ? (
          <Skeleton lines={1} label="Loading: may work start" />
        ) : (
          <Sentence
            facts={{
              // An answer that could not be renewed is none.
              run: run.error ? null : (run.data?.data ?? null),
              session: session.error ? null : (session.data?.data ?? null),
              quota: quota.error ? null : (quota.data?.data ?? null),
            }}
          />
        )}
        <Suspense fallback={<p className="mt-1 min-h-[1.5em]" />}>
          <Tightest />
        </Suspense>
      </div>
      <div className="mt-3">{children}</div>
    </Card>
  );
}

/**
 * What runs now uses up the month without a word: at that moment either answer changes. Once it is
 * seen to be used up, an answer from before is out of date.
 */
const spentMoment = (usage: ComputeUsage, working: number): Instant | null =>
  isAtUsageQuota(usage, fromInstant(usage.observed_at))
    ? usage.observed_at
    : reachesQuotaAt(usage, working);

function Sentence({ facts }: { facts: Parameters<typeof verdict>[0] }) {
  const clock = useClock();
  const sentence = useClockText((now) => verdict(facts, now).sentence);
  const { icon: Icon, ink, said } = looks[verdict(facts, clock.now()).tone];
  return (
    <>
      <p className="flex gap-2.5 text-xl leading-7 font-semibold tracking-tight">
        <Icon aria-hidden size={22} className={`mt-0.75 shrink-0 ${ink}`} />
        <span className="min-w-0 text-balance">{sentence}</span>
      </p>
      <Announce text={said} />
    </>
  );
}
