import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../api/ApiContext.tsx";
import { FaultError } from "../../api/errors.ts";
import { projectsApi } from "../../contract/projects.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { Field } from "../../ui/Field.tsx";
import { projectPath } from "./projectPath.ts";

export function AddProjectCard() {
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const { client } = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const showToast = useToasts(({ show }) => show);
  const add = useMutation({
    mutationFn: (body: { id: string; name: string }) => client.projects.add({ body }),
    onSuccess: async ({ data }) => {
      showToast(`${data.name} added`);
      await queries.invalidateQueries({ queryKey: [projectsApi.list.path] });
      await navigate(projectPath(data.id));
    },
  });
  const { error } = add;
  const fields = error instanceof FaultError ? (error.problem.fields ?? []) : [];
  const faultOf = (field: string) => fields.find((bad) => bad.field === field)?.message;
  const body = { id: id.trim(), name: name.trim() || id.trim() };
  // An empty name is the repository's, and so is what is wrong with it.
  const nameFault = name.trim() === "" ? undefined : faultOf("name");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) add.mutate(body);
  };
  return (
    <Card title="Add a project">
      <form onSubmit={send} noValidate className="space-y-4">
        <Field
          label="Repository"
          hint="As you name it elsewhere: acme/web"
          error={faultOf("id") && `Repository ${faultOf("id")}`}
        >
          {(control) => (
            <input
              {...control}
              value={id}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={({ target }) => setId(target.value)}
            />
          )}
        </Field>
        <Field label="Name" hint="The repository, if left empty" error={nameFault}>
          {(control) => (
            <input
              {...control}
              value={name}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        {error && fields.length === 0 && (
          <FailedState
            title="The project was not added"
            error={error}
            onRetry={() => add.mutate(body)}
            urgent
          />
        )}
        <Button type="submit" look="primary" aria-busy={add.isPending}>
          {add.isPending ? "Adding…" : "Add project"}
        </Button>
      </form>
    </Card>
  );
}
