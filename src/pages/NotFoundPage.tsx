import { Link } from "react-router";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function NotFoundPage() {
  return (
    <PageTitle title="Nothing here">
      This address leads nowhere.{" "}
      <Link to="/" className="text-accent underline">
        Go to the overview
      </Link>
    </PageTitle>
  );
}
