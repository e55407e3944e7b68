import { Link, useParams } from "react-router";
import { SessionCard } from "../features/sessions/SessionCard.tsx";
import { useSessionName } from "../features/sessions/useSessionName.ts";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function SessionPage() {
  const { id = "" } = useParams();
  const { name, missing } = useSessionName(id);
  const all = (
    <Link to="/sessions" className="text-accent underline">
      All sessions
    </Link>
  );
  if (missing) {
    return (
      <PageTitle title="No such session">It is not yours, or was never there. {all}</PageTitle>
    );
  }
  return (
    <>
      <PageTitle title={name}>{all}</PageTitle>
      <SessionCard key={id} id={id} />
    </>
  );
}
