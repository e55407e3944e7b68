import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/ApiContext.tsx";
import { decisionApi } from "../../contract/decision.ts";
import { sessionsApi } from "../../contract/sessions.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { failureOf } from "../../ui/failure.ts";
import { useFocusKept } from "../../ui/useFocusKept.ts";

const changes = [
  sessionsApi.list.path,
  sessionsApi.get.path,
  sessionsApi.batchStatus.path,
  decisionApi.decide.path,
];

export interface StopSessionProps {
  id: string;
  title: string;
  look?: "quiet" | "danger";
  className?: string;
}

export function StopSession({ id, title, look = "quiet", className = "" }: StopSessionProps) {
  const button = useFocusKept<HTMLButtonElement>();
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const stop = useMutation({
    mutationFn: () => client.sessions.stop({ body: { session_id: id } }),
    onSuccess: () => showToast("Session is being stopped"),
    onError: (error) => showToast(`Not stopped: ${failureOf(error).message}`, "failed"),
    onSettled: () => {
      for (const path of changes) void queries.invalidateQueries({ queryKey: [path] });
    },
  });
  const press = () => {
    if (!stop.isPending) stop.mutate();
  };
  return (
    <Button
      ref={button}
      look={look}
      className={className}
      onClick={press}
      aria-busy={stop.isPending}
    >
      Stop<span className="sr-only"> {title}</span>
    </Button>
  );
}
