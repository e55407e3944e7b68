import { useState } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { Button } from "../../ui/Button.tsx";
import { AddAccountDialog } from "./AddAccountDialog.tsx";

export interface AddAccountButtonProps {
  /** Opens a dialog that outlives the button; left out, the button has one of its own. */
  onAsk?: () => void;
}

/** The way to one more account. */
export function AddAccountButton({ onAsk }: AddAccountButtonProps) {
  const [asking, setAsking] = useState(false);
  const role = useEndpoint("meta", "me").data?.data.role;
  return (
    <>
      <Button
        look="primary"
        aria-haspopup="dialog"
        blockedBecause={
          role === "viewer" ? "Viewers only read: a member may add an account." : null
        }
        onClick={onAsk ?? (() => setAsking(true))}
      >
        + Add account
      </Button>
      {!onAsk && <AddAccountDialog open={asking} onClose={() => setAsking(false)} />}
    </>
  );
}
