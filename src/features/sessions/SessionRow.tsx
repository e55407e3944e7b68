import { Link } from "react-router";
import { fromInstant } from "../../contract/instant.ts";
import type { Run } from "../../contract/runs.ts";
import { formatDuration } from "../../domain/duration.ts";
import { endWords } from "../../domain/endWords.ts";
import { Age } from "../../ui/Age.tsx";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";
import { sessionName } from "./sessionName.ts";
import { StopSession } from "./StopSession.tsx";

export function SessionRow({ session }: { session: Run }) {
  const { id, status, started_at, admitted_at, finished_at, project_id } = session;
  const title = sessionName(session);
  const began = started_at ?? admitted_at;
  const took =
    finished_at === null
      ? ""
      : `took ${formatDuration((fromInstant(finished_at) - fromInstant(began)) / 1000)}`;
  const notes = [project_id ?? "", took, endWords(session)].filter(Boolean);
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
          Started <Age at={began} />
          {notes.map((note) => ` · ${note}`)}
        </p>
        {status === "running" && <StopSession id={id} title={title} className="-my-1 -mr-3" />}
      </div>
    </li>
  );
}
