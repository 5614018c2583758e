"use client";
import type { CreatedKey } from "@hawkmoth/domain/access/schema";
import { type Agent, CreateAgentInput } from "@hawkmoth/domain/agent/schema";
import { TaskKind } from "@hawkmoth/domain/task/schema";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { Textarea } from "@hawkmoth/ui/textarea";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { type Control, Controller, useForm } from "react-hook-form";
import type { z } from "zod";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { TASK_KIND_LABELS } from "../task/task-looks.ts";

type Values = z.input<typeof CreateAgentInput>;

export function NewAgentForm({ onCreated }: { onCreated: (agent: Agent, key: CreatedKey) => Promise<void> }) {
  const trpc = useTRPC();
  const { me } = useVisitor();
  const createAgent = useMutation(trpc.agent.create.mutationOptions());
  const createKey = useMutation(trpc.key.create.mutationOptions());
  const form = useForm<Values, unknown, z.output<typeof CreateAgentInput>>({
    resolver: zodResolver(CreateAgentInput),
    defaultValues: {
      name: "",
      description: "",
      instructions: "",
      kinds: ["FIX"],
      project_ids: me.projects.map(({ id }) => id),
    },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const agent = await createAgent.mutateAsync(values);
      const key = await createKey.mutateAsync({ name: `${agent.name} key`, agent_id: agent.id });
      await onCreated(agent, key);
    } catch (error) {
      form.setError("root", { message: errorText(error) });
    }
  });
  return (
    <form id="new-agent" onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} autoFocus placeholder="Fixer" {...form.register("name")} />}
      </Field>
      <Field label="Description" hint="What people should know when they pick it." error={errors.description?.message}>
        {(control) => <Input {...control} {...form.register("description")} />}
      </Field>
      <Field
        label="Instructions"
        hint="Given to the agent with each task: repository, how to run the tests, what not to touch."
        error={errors.instructions?.message}
      >
        {(control) => <Textarea {...control} rows={4} {...form.register("instructions")} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choices
          control={form.control}
          name="kinds"
          legend="Kinds of work"
          options={TaskKind.options.map((kind) => ({ value: kind, label: TASK_KIND_LABELS[kind] }))}
          error={errors.kinds?.message}
        />
        <Choices
          control={form.control}
          name="project_ids"
          legend="Projects"
          options={me.projects.map((project) => ({ value: project.id, label: project.name }))}
          error={errors.project_ids?.message}
        />
      </div>
      {errors.root ? (
        <p role="alert" className="text-fail">
          {errors.root.message}
        </p>
      ) : null}
    </form>
  );
}

interface ChoicesProps {
  control: Control<Values, unknown, z.output<typeof CreateAgentInput>>;
  name: "kinds" | "project_ids";
  legend: string;
  options: readonly { value: string; label: string }[];
  error: string | undefined;
}

function Choices({ control, name, legend, options, error }: ChoicesProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium">{legend}</legend>
      <Controller
        control={control}
        name={name}
        render={({ field }) => {
          const chosen: readonly string[] = field.value ?? [];
          return (
            <div className="flex flex-col gap-1.5">
              {options.map((option) => (
                <Checkbox
                  key={option.value}
                  label={option.label}
                  checked={chosen.includes(option.value)}
                  onCheckedChange={(isOn) =>
                    field.onChange(isOn ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
                  }
                />
              ))}
            </div>
          );
        }}
      />
      {error ? (
        <p role="alert" className="mt-1 text-xs text-fail">
          Choose at least one.
        </p>
      ) : null}
    </fieldset>
  );
}
