import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Project } from "../../contract/projects.ts";
import { usePreferences } from "../../stores/preferences.ts";

export interface ChosenProject {
  projects: readonly Project[];
  /** Null if there is none, or none is known yet. */
  projectId: string | null;
  choose: (id: string) => void;
}

/** The project that was looked at last, here or at an earlier visit; the first if that one is gone. */
export function useChosenProject(): ChosenProject {
  const { projectId: remembered, chooseProject } = usePreferences();
  const list = useEndpoint("projects", "list").data?.data.projects;
  const found = list?.find(({ id }) => id === remembered) ?? list?.[0];
  return {
    projects: list ?? [],
    projectId: list ? (found?.id ?? null) : remembered,
    choose: chooseProject,
  };
}
