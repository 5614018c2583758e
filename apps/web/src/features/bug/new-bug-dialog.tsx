"use client";
import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { Select } from "@hawkmoth/ui/select";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { Textarea } from "@hawkmoth/ui/textarea";
import { toast } from "@hawkmoth/ui/toast";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Controller, useForm } from "react-hook-form";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { FILTER_VALUES } from "./filters.ts";
import { PRIORITY_LABELS, SEVERITY_LABELS } from "./looks.ts";

const Values = CreateBugInput.pick({
  project_id: true,
  title: true,
  description: true,
  severity: true,
  priority: true,
});

export default function NewBugDialog({ onClose }: { onClose: () => void }) {
  const { me, path } = useVisitor();
  const trpc = useTRPC();
  const router = useRouter();
  const create = useMutation(trpc.bug.create.mutationOptions());
  const form = useForm({
    resolver: zodResolver(Values),
    defaultValues: {
      project_id: projectOfPage(me.projects),
      title: "",
      description: "",
      severity: "MEDIUM",
      priority: "NONE",
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const { bug } = await create.mutateAsync(values);
      onClose();
      toast.success(`${bug.key} filed`, {
        action: { label: "Open", onClick: () => router.push(path(`bugs/${bug.key}`)) },
      });
    } catch (error) {
      form.setError("root", { message: errorText(error) });
    }
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New bug"
      className="max-w-2xl"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-bug" isPending={isSubmitting}>
            File bug
          </Button>
        </>
      }
    >
      <form id="new-bug" onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label="Title" error={errors.title?.message}>
          {(control) => (
            <Input {...control} autoFocus placeholder="What is wrong, in one line" {...form.register("title")} />
          )}
        </Field>
        <Field
          label="Description"
          hint="Markdown. Steps, what you expected, what happened."
          error={errors.description?.message}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              {...form.register("description")}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
              }}
            />
          )}
        </Field>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Project" error={errors.project_id?.message}>
            {(field) => (
              <Controller
                control={form.control}
                name="project_id"
                render={({ field: { value, onChange } }) => (
                  <Select
                    id={field.id}
                    value={value}
                    onValueChange={onChange}
                    options={me.projects.map((project) => ({ value: project.id, label: project.name }))}
                  />
                )}
              />
            )}
          </Field>
          <Field label="Severity">
            {(field) => (
              <Controller
                control={form.control}
                name="severity"
                render={({ field: { value, onChange } }) => (
                  <Select
                    id={field.id}
                    value={value ?? "MEDIUM"}
                    onValueChange={onChange}
                    options={FILTER_VALUES.severity.map((severity) => ({
                      value: severity,
                      label: SEVERITY_LABELS[severity],
                      icon: <SeverityDiamond severity={severity} />,
                    }))}
                  />
                )}
              />
            )}
          </Field>
          <Field label="Priority">
            {(field) => (
              <Controller
                control={form.control}
                name="priority"
                render={({ field: { value, onChange } }) => (
                  <Select
                    id={field.id}
                    value={value ?? "NONE"}
                    onValueChange={onChange}
                    options={FILTER_VALUES.priority.map((priority) => ({
                      value: priority,
                      label: PRIORITY_LABELS[priority],
                      icon: <PriorityBars priority={priority} />,
                    }))}
                  />
                )}
              />
            )}
          </Field>
        </div>
        {errors.root ? (
          <p role="alert" className="text-sm text-fail">
            {errors.root.message}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

/** The project whose list is on show, or the first. */
function projectOfPage(projects: readonly { id: string; key: string }[]): string {
  const shown = new URLSearchParams(location.search).get("project")?.toUpperCase();
  return (projects.find(({ key }) => key === shown) ?? projects[0])?.id ?? "";
}
