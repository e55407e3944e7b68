import { CircleCheck, CircleX, X } from "lucide-react";
import { useEffect } from "react";

interface ToastView {
  id: number;
  text: string;
  look: "done" | "failed";
}

export interface ToasterProps {
  toasts: readonly ToastView[];
  onDismiss: (id: number) => void;
}

const SHOWN_MS = 6000;

/** Short words about what was done. Failures stay until they are dismissed. */
export function Toaster({ toasts, onDismiss }: ToasterProps) {
  return (
    <div
      role="status"
      aria-live="polite"
      data-noprint
      className="pointer-events-none fixed inset-x-3 bottom-3 z-40 flex flex-col items-center gap-2"
    >
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function ToastRow({
  toast: { id, text, look },
  onDismiss,
}: {
  toast: ToastView;
  onDismiss: ToasterProps["onDismiss"];
}) {
  useEffect(() => {
    if (look === "failed") return;
    const timer = setTimeout(() => onDismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, look, onDismiss]);
  const Icon = look === "done" ? CircleCheck : CircleX;
  return (
    <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-control border border-line bg-card py-2 pr-2 pl-3 text-sm shadow-lg">
      <Icon
        aria-hidden
        size={16}
        className={`shrink-0 ${look === "done" ? "text-ok-ink" : "text-exhausted-ink"}`}
      />
      <span className="min-w-0">{text}</span>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => onDismiss(id)}
        className="grid size-6 shrink-0 place-items-center rounded-chip hover:bg-sunken"
      >
        <X aria-hidden size={14} />
      </button>
    </div>
  );
}
