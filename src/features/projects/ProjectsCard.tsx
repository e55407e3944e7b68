import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { projectPath } from "./projectPath.ts";

/** All projects, each the way to its page. */
export function ProjectsCard() {
  const asked = useEndpoint("projects", "list");
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Projects"
      failedTitle="Projects unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
    >
      {({ data: { projects } }) =>
        projects.length === 0 ? (
          <EmptyState title="No projects yet">
            <Link to="/projects" className="text-accent underline">
              Add your first project
            </Link>
          </EmptyState>
        ) : (
          <ul className="-mx-2">
            {projects.map(({ id, name }) => (
              <li key={id}>
                <Link
                  to={projectPath(id)}
                  className="flex items-center justify-between gap-3 rounded-control px-2 py-2 hover:bg-sunken"
                >
                  <span className="min-w-0">
                    <span dir="auto" title={name} className="block truncate font-medium">
                      {name}
                    </span>
                    <span title={id} className="block truncate text-sm text-muted">
                      {id}
                    </span>
                  </span>
                  <ChevronRight aria-hidden size={16} className="shrink-0 text-muted" />
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </DataCard>
  );
}
