import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { FaultError, OfflineError } from "../../api/errors.ts";
import { statusOfFault } from "../../contract/problem.ts";
import { LONG_WORD, RIGHT_TO_LEFT, WEB } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { NewSessionForm } from "./NewSessionForm.tsx";
import { emptyDraft, type SessionDraft } from "./sessionDraft.ts";
import { useStanding } from "./useStanding.ts";

interface FormProps {
  draft?: Partial<SessionDraft>;
  /** What comes of the start that has been made: an error, or nothing yet. */
  started?: "fails" | "is refused" | "hangs" | "is lost";
}

const fault = (error: "internal_error" | "invalid_request", detail: string, field?: string) =>
  new FaultError(
    {
      type: `urn:leeway:error:${error}`,
      title: "Not started",
      status: statusOfFault[error],
      detail,
      correlation_id: "0f3c",
      error,
      ...(field !== undefined && { fields: [{ field, message: detail }] }),
    },
    "0f3c",
  );

const outcomes: Record<NonNullable<FormProps["started"]>, () => Promise<never>> = {
  fails: () => Promise.reject(fault("internal_error", "The agent could not be launched.")),
  "is refused": () => Promise.reject(fault("invalid_request", "must be shorter", "name")),
  hangs: () => new Promise(() => {}),
  "is lost": () => Promise.reject(new OfflineError("No answer came.", "0f3c")),
};

/** Keeps the draft, as the button does that opens it. */
function Form({ draft: first, started }: FormProps) {
  const [draft, setDraft] = useState({ ...emptyDraft, ...first });
  const { reasons, decision } = useStanding();
  const start = useMutation<unknown, Error, SessionDraft>({
    mutationFn: outcomes[started ?? "hangs"],
  });
  const { mutate } = start;
  useEffect(() => {
    if (started) mutate(emptyDraft);
  }, [started, mutate]);
  return (
    <div className="max-w-md">
      <NewSessionForm
        draft={draft}
        onDraft={setDraft}
        reasons={reasons}
        decision={decision}
        start={start}
        onCancel={start.reset}
      />
    </div>
  );
}

export const stories = [
  storiesOf("NewSessionForm", Form, {
    empty: { props: {}, scenario: "busy" },
    filled: { props: { draft: { name: "Refactor the parser", project_id: WEB } } },
    "another-agent": { props: { draft: { agent: "claude" } }, scenario: "busy" },
    "compute-quota-reached": { props: {}, scenario: "compute-quota-reached" },
    "session-limit-reached": { props: {}, scenario: "session-limit-reached" },
    "engine-unavailable": { props: {}, scenario: "engine-unavailable" },
    "not-known": { props: {}, scenario: "offline" },
    starting: { props: { started: "hangs" } },
    failed: { props: { started: "fails" } },
    "bad-name": { props: { started: "is refused", draft: { name: LONG_WORD } } },
    "start-unknown": { props: { started: "is lost" } },
    "right-to-left": { props: { draft: { name: RIGHT_TO_LEFT } }, scenario: "long-names" },
  }),
];
