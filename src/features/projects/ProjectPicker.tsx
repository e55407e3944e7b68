import { Link } from "react-router";
import { Field } from "../../ui/Field.tsx";
import { projectPath } from "./projectPath.ts";
import type { ChosenProject } from "./useChosenProject.ts";

export interface ProjectPickerProps extends ChosenProject {
  projectId: string;
}

/** Chooses the project to look at. */
export function ProjectPicker({ projects, projectId, choose }: ProjectPickerProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 basis-72">
        <Field label="Slots and PR lock of">
          {(control) => (
            <select {...control} value={projectId} onChange={({ target }) => choose(target.value)}>
              {projects.every(({ id }) => id !== projectId) && (
                <option value={projectId}>{projectId}</option>
              )}
              {projects.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Link to={projectPath(projectId)} className="py-2 text-sm text-accent underline">
        Open the project
      </Link>
    </div>
  );
}
