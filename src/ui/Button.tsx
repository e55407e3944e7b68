import { type ComponentPropsWithRef, useId } from "react";

export interface ButtonProps extends ComponentPropsWithRef<"button"> {
  look?: "primary" | "plain" | "quiet" | "danger";
  /** Why it does nothing now. It stays focusable, and says so. */
  blockedBecause?: string | null | undefined;
}

const looks = {
  primary: "bg-accent text-on-accent border-accent hover:opacity-90",
  plain: "bg-card text-ink border-edge hover:bg-sunken",
  quiet: "border-transparent text-muted hover:bg-sunken hover:text-ink",
  danger: "bg-card text-exhausted-ink border-exhausted hover:bg-exhausted-soft",
};
const BLOCKED = "bg-sunken text-muted border-edge";

export function Button({
  look = "plain",
  blockedBecause,
  className = "",
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const reason = useId();
  const blocked = Boolean(blockedBecause);
  return (
    <>
      <button
        {...rest}
        type={type}
        aria-disabled={blocked || undefined}
        aria-describedby={blocked ? reason : rest["aria-describedby"]}
        // It keeps its type: a form without a submit button would send itself at the Enter key.
        onClick={blocked ? (event) => event.preventDefault() : onClick}
        className={`inline-flex min-h-9 items-center justify-center gap-2 rounded-control border px-3 py-1.5 text-sm font-medium ${blocked ? BLOCKED : looks[look]} ${className}`}
      >
        {children}
      </button>
      {blocked && (
        <span id={reason} hidden>
          {blockedBecause}
        </span>
      )}
    </>
  );
}
