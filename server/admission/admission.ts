import { createAdmit } from "./admit.ts";
import { createCaptureError } from "./captureError.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { createLifecycle, type Lifecycle } from "./lifecycle.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createOverrides, type Overrides } from "./overrides.ts";
import { createParking, type Parking } from "./parking.ts";
import { createPrLocks, type PrLocks } from "./prLocks.ts";
import { createPromotion, type Promotion } from "./promotion.ts";
import { createQuotaWatch } from "./quotaWatch.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { createReservation } from "./reserve.ts";

/** The door and what happens behind it. */
export interface Admission {
  admit: ReturnType<typeof createAdmit>;
  captureError: ReturnType<typeof createCaptureError>;
  lifecycle: Lifecycle;
  messages: Messages;
  prLocks: PrLocks;
  overrides: Overrides;
  parking: Parking;
  scheduler: Scheduler;
  /** Warns and stops what works at the end of the month's compute; gives the milliseconds until it is to be called again. */
  watch: () => Promise<number>;
}

export function createAdmission(deps: AdmissionDependencies): Admission {
  const prLocks = createPrLocks(deps);
  const lifecycle: Lifecycle = createLifecycle(deps, {
    prLocks,
    promote: (projectId) => promotion.promote(projectId),
  });
  const promotion: Promotion = createPromotion(deps, lifecycle);
  const overrides = createOverrides(deps);
  const { watch } = createQuotaWatch(deps, lifecycle);
  const reservation = createReservation(deps, lifecycle, overrides);
  const behind = { promotion, reservation, overrides };
  const admit = createAdmit(deps, lifecycle, behind);
  return {
    watch,
    admit,
    captureError: createCaptureError(deps, admit),
    scheduler: createScheduler(deps, lifecycle, admit),
    parking: createParking(deps, lifecycle, { promotion, reservation }),
    messages: createMessages(deps, lifecycle),
    lifecycle,
    prLocks,
    overrides,
  };
}
