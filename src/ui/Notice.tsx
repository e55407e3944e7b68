import { CircleHelp, CircleMinus, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  info: { icon: Info, box: "border-line bg-accent-soft", ink: "text-accent" },
  warning: {
    icon: TriangleAlert,
    box: "border-line bg-approaching-soft",
    ink: "text-approaching-ink",
  },
  refusal: { icon: CircleMinus, box: "border-line bg-exhausted-soft", ink: "text-exhausted-ink" },
  unknown: { icon: CircleHelp, box: "border-line bg-sunken", ink: "text-muted" },
};

export interface NoticeProps {
  look: keyof typeof looks;
  title: string;
  children?: ReactNode;
  /** True where it appears as the answer to an act, and so must be heard. */
  urgent?: boolean;
}

export function Notice({ look, title, children, urgent = false }: NoticeProps) {
  const { icon: Icon, box, ink } = looks[look];
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={`flex gap-3 rounded-control border p-3 ${box}`}
    >
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 grow">
        <p className={`font-medium ${ink}`}>{title}</p>
        <div className="text-sm">{children}</div>
      </div>
    </div>
  );
}
