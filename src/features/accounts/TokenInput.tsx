import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import type { FieldControl } from "../../ui/Field.tsx";

export interface TokenInputProps {
  control: FieldControl;
  value: string;
  onChange: (value: string) => void;
}

/** A secret being written: hidden unless it is asked for, and never offered to be remembered. */
export function TokenInput({ control, value, onChange }: TokenInputProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="flex gap-2">
      <input
        {...control}
        type={shown ? "text" : "password"}
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
      <Button onClick={() => setShown(!shown)} aria-pressed={shown}>
        <Icon aria-hidden size={16} />
        Show
        <span className="sr-only"> the token</span>
      </Button>
    </div>
  );
}
