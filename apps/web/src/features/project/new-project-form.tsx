"use client";
import { CreateProjectInput, type Project, projectKeyFrom } from "@hawkmoth/domain/project/schema";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { Textarea } from "@hawkmoth/ui/textarea";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorBodyOf, errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { splitLines } from "./lines.ts";

interface NewProjectFormProps {
  onCreated: (project: Project) => void | Promise<void>;
  formId?: string;
}

export function NewProjectForm({ onCreated, formId = "new-project" }: NewProjectFormProps) {
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const [typedKey, setTypedKey] = useState<string | null>(null);
  const [origins, setOrigins] = useState("");
  const [problem, setProblem] = useState<{ field: string; text: string } | null>(null);
  const create = useMutation(trpc.project.create.mutationOptions());
  const key = typedKey ?? (name.trim() === "" ? "" : projectKeyFrom(name));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = CreateProjectInput.safeParse({ name, key, allowed_origins: splitLines(origins) });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return setProblem({ field: String(issue?.path[0] ?? "name"), text: issue?.message ?? "Check the fields." });
    }
    try {
      await onCreated(await create.mutateAsync(parsed.data));
    } catch (error) {
      setProblem({ field: errorBodyOf(error).field ?? "name", text: errorText(error) });
    }
    return undefined;
  };
  const problemOf = (field: string) => (problem?.field === field ? problem.text : undefined);
  return (
    <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_120px]">
        <Field label="Name" error={problemOf("name")}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              placeholder="Shop front"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Key" error={problemOf("key")}>
          {(control) => (
            <Input
              {...control}
              value={key}
              placeholder="SHOP"
              onChange={(event) => setTypedKey(event.target.value.toUpperCase())}
              className="font-mono"
            />
          )}
        </Field>
      </div>
      <Field
        label="Allowed origins"
        hint="Pages that may send reports with the publishable key, one per line. Can be changed later."
        error={problemOf("allowed_origins")}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            spellCheck={false}
            placeholder="https://shop.example"
            value={origins}
            onChange={(event) => setOrigins(event.target.value)}
            className="min-h-12 font-mono text-xs"
          />
        )}
      </Field>
    </form>
  );
}
