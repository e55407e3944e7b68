import { eachState } from "../../gallery/eachState.ts";
import { failuresByKind } from "../../gallery/sampleFailures.ts";
import { scheduleWith } from "../../gallery/sampleSchedules.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { draftOf, newDraft } from "./scheduleDraft.ts";
import { ScheduleForm, type ScheduleFormProps } from "./ScheduleForm.tsx";

const Form = (props: Partial<ScheduleFormProps>) => (
  <ScheduleForm
    draft={draftOf(scheduleWith())}
    projects={[]}
    isPending={false}
    error={null}
    onSend={() => {}}
    onCancel={() => {}}
    {...props}
  />
);

export const stories = [
  storiesOf("ScheduleForm", Form, {
    new: { props: { draft: { ...newDraft("docs"), timezone: "Europe/Berlin" } } },
    edit: { props: {} },
    saving: { props: { isPending: true } },
    ...eachState(failuresByKind, (error) => ({ props: { error } })),
  }),
];
