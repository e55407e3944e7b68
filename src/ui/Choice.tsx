import { useId } from "react";

export interface ChoiceProps {
  label: string;
  /** What comes of it. */
  hint: string;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}

/** A yes or no in a form. */
export function Choice({ label, hint, chosen, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label className="flex min-h-9 items-center gap-2 text-sm font-medium">
        <input
          type="checkbox"
          checked={chosen}
          aria-describedby={id}
          onChange={({ target }) => onChoose(target.checked)}
        />
        {label}
      </label>
      <p id={id} className="text-sm text-muted">
        {hint}
      </p>
    </div>
  );
}
