/** A session as it is asked for. */
export interface SessionDraft {
  name: string;
  /** The vendor whose agent is wanted; empty for the one that is configured. */
  agent: string;
  project_id: string;
}

export const emptyDraft: SessionDraft = { name: "", agent: "", project_id: "" };
