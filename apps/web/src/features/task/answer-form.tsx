"use client";
import { Button } from "@hawkmoth/ui/button";
import { Textarea } from "@hawkmoth/ui/textarea";
import type { FormEvent } from "react";
import { useDraft } from "../../shell/use-draft.ts";
import { useTaskActions } from "./use-task-actions.ts";

/** The question an agent waits with, and the field to answer it. */
export function AnswerForm({ taskId, question }: { taskId: string; question: string | null }) {
  const draft = useDraft(`answer.${taskId}`);
  const text = draft.text ?? "";
  const { answer } = useTaskActions();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && !answer.isPending) answer.mutate({ task_id: taskId, answer: text });
  };
  return (
    <form onSubmit={send} className="border-l-2 border-wait pl-3">
      <p className="text-2xs font-medium text-wait">The agent asks</p>
      <p className="mt-0.5 mb-2 whitespace-pre-wrap">{question ?? "How should it go on?"}</p>
      <Textarea
        aria-label="Answer to the agent"
        placeholder="Answer, and the task goes back to the agent"
        rows={2}
        value={text}
        onChange={(event) => draft.write(event.target.value || null)}
        className="min-h-14"
      />
      <div className="mt-2 flex justify-end">
        <Button type="submit" variant="primary" size="sm" disabled={text.trim() === ""} isPending={answer.isPending}>
          Send answer
        </Button>
      </div>
    </form>
  );
}
