import {
  FaultError,
  MalformedAnswerError,
  OfflineError,
  RefusalError,
  TimeoutError,
} from "../api/errors.ts";
import { refusalsByReason } from "./sampleRefusals.ts";
import { CORRELATION_ID, sampleText } from "./sampleText.ts";

const { run_quota_exhausted: refusal } = refusalsByReason;

/** What keeps a call from its answer, one of each kind. */
export const failuresByKind: Readonly<Record<string, Error>> = {
  refusal: new RefusalError(
    {
      type: "urn:leeway:error:run_quota_exhausted",
      title: "Run quota exhausted",
      status: 429,
      detail: `10 of 10 runs used; next at ${refusal.next_slot_at}.`,
      correlation_id: CORRELATION_ID,
      error: "run_quota_exhausted",
      reasons: [refusal],
      advice: [],
      retry_at: refusal.next_slot_at,
      ...refusal,
    },
    CORRELATION_ID,
  ),
  fault: new FaultError(
    {
      type: "urn:leeway:error:internal_error",
      title: "Internal error",
      status: 500,
      detail: "Something failed in the server.",
      correlation_id: CORRELATION_ID,
      error: "internal_error",
    },
    CORRELATION_ID,
  ),
  offline: new OfflineError("The server cannot be reached.", CORRELATION_ID),
  timeout: new TimeoutError("The server did not answer in time.", CORRELATION_ID),
  malformed: new MalformedAnswerError(
    "The server answered 502 with something that is not JSON.",
    502,
    CORRELATION_ID,
  ),
  "page-fault": new TypeError("Cannot read properties of undefined"),
};

/** Messages that are hard to set. */
export const failuresExtreme: Readonly<Record<string, Error>> = {
  "without-id": new OfflineError("The server cannot be reached.", ""),
  "long-message": new MalformedAnswerError(sampleText.long, 502, CORRELATION_ID),
  "unbreakable-message": new MalformedAnswerError(sampleText.unbreakable, 502, CORRELATION_ID),
  "arabic-message": new OfflineError(sampleText.arabic, CORRELATION_ID),
};
