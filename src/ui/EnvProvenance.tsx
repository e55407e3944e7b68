import type { Instant } from "../contract/instant.ts";
import { Age } from "./Age.tsx";

export interface EnvProvenanceProps {
  environment: string | undefined;
  /** What keeps the data: "PGlite", "memory". */
  engine: string | undefined;
  observedAt: Instant;
}

/** Where a value comes from, and how old it is. */
export function EnvProvenance({ environment, engine, observedAt }: EnvProvenanceProps) {
  return (
    <p className="text-xs text-muted">
      {[environment, engine].filter(Boolean).join(" · ")}
      {(environment ?? engine) ? " · " : ""}
      <Age at={observedAt} />
    </p>
  );
}
