import { createAdmit } from "./admit.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { createLifecycle, type Lifecycle } from "./lifecycle.ts";

/** The door and what happens behind it. */
export interface Admission {
  admit: ReturnType<typeof createAdmit>;
  lifecycle: Lifecycle;
}

export function createAdmission(deps: AdmissionDependencies): Admission {
  const lifecycle = createLifecycle(deps);
  return { admit: createAdmit(deps, lifecycle), lifecycle };
}
