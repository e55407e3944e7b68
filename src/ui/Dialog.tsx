import { type ReactNode, useEffect, useRef } from "react";

export interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** What is done before anything else goes on. Escape closes it. */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-label={title}
      className="m-auto w-[calc(100%-2rem)] max-w-md rounded-card border border-line bg-card p-5 text-ink outline-none backdrop:bg-veil"
    >
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </dialog>
  );
}
