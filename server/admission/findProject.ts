import type { Project } from "../../src/contract/projects.ts";
import { RequestFault } from "./requestFault.ts";
import type { Records } from "../engines/records.ts";

/** @throws {RequestFault} not_found */
export async function findProject(records: Records, id: string): Promise<Project> {
  const project = await records.findProject(id);
  if (project) return project;
  throw new RequestFault("not_found", `There is no project ${id}.`, [
    { field: "project_id", message: "no such project" },
  ]);
}
