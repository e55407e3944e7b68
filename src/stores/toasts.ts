import { create } from "zustand";

export interface Toast {
  id: number;
  text: string;
  look: "done" | "failed";
}

interface Toasts {
  toasts: readonly Toast[];
  /** Shows a short word about something done; it goes by itself, or when it is dismissed. */
  show: (text: string, look?: Toast["look"]) => void;
  dismiss: (id: number) => void;
}

/** More than this at once nobody reads. */
const MOST = 3;

let lastId = 0;

export const useToasts = create<Toasts>()((set) => ({
  toasts: [],
  show: (text, look = "done") =>
    set(({ toasts }) => ({ toasts: [...toasts, { id: ++lastId, text, look }].slice(-MOST) })),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));
