import { Choice, type ChoiceProps } from "./Choice.tsx";

export type OverageChoiceProps = Pick<ChoiceProps, "chosen" | "onChoose">;

/** Whether work that was parked may go to an account that carries on, at a price, beyond its plan. */
export function OverageChoice(props: OverageChoiceProps) {
  return (
    <Choice
      label="Parked, it may cost money beyond a plan"
      hint="It may then start on an account whose plan is used up and that carries on at a price. If not, it waits for one that does not."
      {...props}
    />
  );
}
