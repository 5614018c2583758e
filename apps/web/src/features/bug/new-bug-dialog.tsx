"use client";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { isSendKey } from "@hawkmoth/ui/keys";
import { Textarea } from "@hawkmoth/ui/textarea";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { NewBugText } from "./new-bug-draft.ts";
import { useNewBugDraft } from "./use-new-bug-draft.ts";
import { NewBugSelects } from "./new-bug-selects.tsx";

/** Files a bug. What was typed stays for the next time until it was filed or discarded. */
export default function NewBugDialog({ onClose }: { onClose: () => void }) {
  const { path } = useVisitor();
  const trpc = useTRPC();
  const router = useRouter();
  const draft = useNewBugDraft();
  const { title, description, ...choices } = draft.values;
  const create = useMutation(trpc.bug.create.mutationOptions());
  const isSending = useRef(false);
  const [faults, setFaults] = useState<{ title?: string; description?: string; form?: string }>({});
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isSending.current) return;
    const parsed = NewBugText.safeParse({ title, description });
    if (!parsed.success) {
      const fieldFaults = parsed.error.issues.map(({ path: [field], message }) => [field, message]);
      return setFaults(Object.fromEntries(fieldFaults));
    }
    isSending.current = true;
    try {
      const { bug } = await create.mutateAsync({ ...parsed.data, ...choices, allow_duplicate: true });
      draft.discard();
      onClose();
      const open = () => router.push(path(`bugs/${bug.key}`));
      toast.success(`${bug.key} filed`, { action: { label: "Open", onClick: open } });
    } catch (error) {
      setFaults({ form: errorText(error) });
    } finally {
      isSending.current = false;
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New bug"
      className="max-w-2xl"
      footer={
        <>
          {draft.isKept ? (
            <Button variant="ghost" className="mr-auto" onClick={draft.discard}>
              Discard draft
            </Button>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-bug" isPending={create.isPending}>
            File bug
          </Button>
        </>
      }
    >
      <form id="new-bug" onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3">
        <Field label="Title" error={faults.title}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              placeholder="What is wrong, in one line"
              value={title}
              onChange={(event) => draft.change({ title: event.target.value })}
              onKeyDown={(event) => {
                if (isSendKey(event)) void submit(event);
              }}
            />
          )}
        </Field>
        <Field label="Description" hint="Markdown. Steps, what you expected, what happened." error={faults.description}>
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              value={description}
              onChange={(event) => draft.change({ description: event.target.value })}
              onKeyDown={(event) => {
                if (isSendKey(event)) void submit(event);
              }}
            />
          )}
        </Field>
        <NewBugSelects value={choices} onChange={draft.change} />
        {faults.form ? (
          <p role="alert" className="text-sm text-fail">
            {faults.form}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
