import { type FormEvent, useState } from "react";
import type { Connection } from "../../contract/providers.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { useChangeAccount } from "./accountActs.ts";

const LONGEST = 60;

export interface RenameDialogProps {
  open: boolean;
  connection: Pick<Connection, "id" | "nickname">;
  onClose: () => void;
}

/** Gives an account another name. */
export function RenameDialog({ open, connection: { id, nickname }, onClose }: RenameDialogProps) {
  const [name, setName] = useState(nickname);
  const [asked, setAsked] = useState(false);
  const change = useChangeAccount((changed) => `Renamed to ${changed.nickname}`);
  const empty = name.trim() === "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (empty || change.isPending) return;
    change.mutate({ id, nickname: name.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog open={open} title="Rename account" onClose={onClose}>
      <form onSubmit={send} noValidate className="mt-3 space-y-4">
        <Field label="Name" error={asked && empty ? "Name must not be empty" : undefined}>
          {(control) => (
            <input
              {...control}
              dir="auto"
              value={name}
              maxLength={LONGEST}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" aria-busy={change.isPending}>
            {change.isPending ? "Renaming…" : "Rename"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
