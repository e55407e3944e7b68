import { TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import type { Instant } from "../../contract/instant.ts";
import type { Run } from "../../contract/runs.ts";
import { endWords } from "../../domain/endWords.ts";
import { Age } from "../../ui/Age.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";
import { ComputeUsed } from "./ComputeUsed.tsx";
import { sessionName } from "./sessionName.ts";
import { StopSession } from "./StopSession.tsx";

export interface SessionRowProps {
  session: Run;
  /** The server's time in the answer that told of it. */
  asOf: Instant;
}

/** A session: how it stands, the compute that it uses, and the way to stop it. */
export function SessionRow({ session, asOf }: SessionRowProps) {
  const { id, status, started_at, admitted_at, project_id, stops_at } = session;
  const title = sessionName(session);
  const ended = endWords(session);
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Link
          to={`/sessions/${id}`}
          dir="auto"
          className="line-clamp-2 min-w-0 basis-48 grow font-medium break-words hover:underline"
        >
          {title}
        </Link>
        <RunStatusBadge status={status} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p className="min-w-0 py-0.5 text-sm break-words text-muted">
          Started <Age at={started_at ?? admitted_at} />
          {project_id !== null && ` · ${project_id}`} · used{" "}
          <ComputeUsed session={session} asOf={asOf} />
          {ended !== "" && ` · ${ended}`}
        </p>
        {status === "running" && <StopSession id={id} title={title} className="-my-1 -mr-3" />}
      </div>
      {status === "running" && stops_at !== null && (
        <p className="flex gap-1.5 py-0.5 text-sm font-medium text-critical-ink">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          <span>
            Will be stopped <Countdown until={stops_at} />: the month&rsquo;s compute is nearly used
            up.
          </span>
        </p>
      )}
    </li>
  );
}
