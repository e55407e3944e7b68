import { useState } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { Button } from "../../ui/Button.tsx";
import { AddAccountDialog } from "./AddAccountDialog.tsx";

/** The way to one more account. */
export function AddAccountButton() {
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
        onClick={() => setAsking(true)}
      >
        + Add account
      </Button>
      <AddAccountDialog open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
