"use client";
import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { Textarea } from "@hawkmoth/ui/textarea";
import { toast } from "@hawkmoth/ui/toast";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { type NewBugChoices, NewBugSelects } from "./new-bug-selects.tsx";

const Values = CreateBugInput.pick({ title: true, description: true });

export default function NewBugDialog({ onClose }: { onClose: () => void }) {
  const { me, path } = useVisitor();
  const trpc = useTRPC();
  const router = useRouter();
  const create = useMutation(trpc.bug.create.mutationOptions());
  const [choices, setChoices] = useState<NewBugChoices>({
    project_id: projectOfPage(me.projects),
    severity: "MEDIUM",
    priority: "NONE",
  });
  const form = useForm({ resolver: zodResolver(Values), defaultValues: { title: "", description: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const { bug } = await create.mutateAsync({ ...values, ...choices, allow_duplicate: true });
      onClose();
      const open = () => router.push(path(`bugs/${bug.key}`));
      toast.success(`${bug.key} filed`, { action: { label: "Open", onClick: open } });
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
        <NewBugSelects value={choices} onChange={setChoices} />
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
