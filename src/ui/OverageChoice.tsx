import { useId } from "react";

export interface OverageChoiceProps {
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}

/** Whether work that was parked may go to an account that carries on, at a price, beyond its plan. */
export function OverageChoice({ chosen, onChoose }: OverageChoiceProps) {
  const hint = useId();
  return (
    <div className="space-y-1">
      <label className="flex min-h-9 items-center gap-2 text-sm font-medium">
        <input
          type="checkbox"
          checked={chosen}
          aria-describedby={hint}
          onChange={({ target }) => onChoose(target.checked)}
        />
        Parked, it may cost money beyond a plan
      </label>
      <p id={hint} className="text-sm text-muted">
        It may then start on an account whose plan is used up and that carries on at a price. If
        not, it waits for one that does not.
      </p>
    </div>
  );
}
