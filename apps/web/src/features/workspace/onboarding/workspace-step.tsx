"use client";
import { type Workspace, slugify } from "@hawkmoth/domain/workspace/schema";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorText } from "../../../data/error-body.ts";
import { useTRPC } from "../../../data/trpc.ts";

export function WorkspaceStep({ onCreated }: { onCreated: (workspace: Workspace) => void }) {
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const create = useMutation(trpc.workspace.create.mutationOptions({ onSuccess: onCreated }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="Name of your workspace"
        hint={name.trim() === "" ? "Your team or company." : `Its address will begin with /${slugify(name)}`}
        error={create.error ? errorText(create.error) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            className="h-9 text-md"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" disabled={name.trim() === ""} isPending={create.isPending}>
        Create workspace
      </Button>
    </form>
  );
}
