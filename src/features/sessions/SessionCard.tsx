import { useEndpoint } from "../../api/useEndpoint.ts";
import { fromInstant, type Instant } from "../../contract/instant.ts";
import type { RunDetail } from "../../contract/runs.ts";
import { formatDuration } from "../../domain/duration.ts";
import { endWords } from "../../domain/endWords.ts";
import { Announce } from "../../ui/Announce.tsx";
import { Age } from "../../ui/Age.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { OutputBox } from "../../ui/OutputBox.tsx";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";
import { ComputeUsed } from "./ComputeUsed.tsx";
import { MessageBox } from "./MessageBox.tsx";
import { QuotaNotice } from "./QuotaNotice.tsx";
import { sessionName } from "./sessionName.ts";
import { StartAgain } from "./StartAgain.tsx";
import { StopSession } from "./StopSession.tsx";

/** One session: how it stands, what it prints, and what is said to it. */
export function SessionCard({ id }: { id: string }) {
  const asked = useEndpoint("sessions", "get", { params: { id } });
  const meta = useEndpoint("meta", "meta").data?.data;
  const me = useEndpoint("meta", "me").data?.data;
  return (
    <DataCard
      title="State and output"
      failedTitle="Session unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={12}
    >
      {({ data, server_time }) => (
        <div className="space-y-4">
          <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4">
            <RunStatusBadge status={data.status} />
            {data.status === "running" && (
              <StopSession id={id} title={sessionName(data)} look="danger" />
            )}
          </div>
          <Announce
            text={data.finished_at === null ? "" : `The session is over: ${endWords(data)}.`}
          />
          <QuotaNotice session={data} />
          <Facts facts={factsOf(data, server_time)} />
          {data.finished_at !== null && data.user_id === me?.id && <StartAgain session={data} />}
          <OutputBox output={data.output} tall />
          <MessageBox session={data} />
        </div>
      )}
    </DataCard>
  );
}

function factsOf(session: RunDetail, asOf: Instant) {
  const { started_at, admitted_at, finished_at, project_id, user_id, agent, summary } = session;
  const began = started_at ?? admitted_at;
  const agents = { command: "yours", sample: "sample agent, does no work", external: "its caller" };
  return [
    { name: "Started", value: <Age at={began} /> },
    ...(finished_at === null
      ? []
      : [
          { name: "Ended", value: <Age at={finished_at} /> },
          {
            name: "Took",
            value: formatDuration((fromInstant(finished_at) - fromInstant(began)) / 1000),
          },
          {
            name: "Why it ended",
            value: [endWords(session), summary ?? ""].filter(Boolean).join(": "),
          },
        ]),
    { name: "Compute used", value: <ComputeUsed session={session} asOf={asOf} /> },
    ...(project_id === null ? [] : [{ name: "Project", value: project_id }]),
    { name: "Owner", value: user_id },
    { name: "Agent", value: agents[agent] },
  ];
}
