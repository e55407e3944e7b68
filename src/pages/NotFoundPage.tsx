import { Link } from "react-router";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function NotFoundPage() {
  return (
    <PageTitle title="Nothing here">
      This address leads nowhere.{" "}
      <Link to="/quota" className="text-accent underline">
        Go to your quota
      </Link>
    </PageTitle>
  );
}
