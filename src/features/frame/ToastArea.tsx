import { useToasts } from "../../stores/toasts.ts";
import { Toaster } from "../../ui/Toaster.tsx";

export function ToastArea() {
  const { toasts, dismiss } = useToasts();
  return <Toaster toasts={toasts} onDismiss={dismiss} />;
}
