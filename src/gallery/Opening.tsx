import { type ReactNode, useState } from "react";
import { Button } from "../ui/Button.tsx";

export interface OpeningProps {
  /** Whether it is open at first. */
  open: boolean;
  children: (dialog: { open: boolean; onClose: () => void }) => ReactNode;
}

/** The button that a dialog is opened by, so that a story of one can be closed and opened anew. */
export function Opening({ open: atFirst, children }: OpeningProps) {
  const [open, setOpen] = useState(atFirst);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open it</Button>
      {children({ open, onClose: () => setOpen(false) })}
    </>
  );
}
