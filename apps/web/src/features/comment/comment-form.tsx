"use client";
import { Button } from "@hawkmoth/ui/button";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Kbd } from "@hawkmoth/ui/kbd";
import { isSendKey } from "@hawkmoth/ui/keys";
import { Textarea } from "@hawkmoth/ui/textarea";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { withoutSent } from "../../shell/drafts.ts";
import { useDraft } from "../../shell/use-draft.ts";

export function CommentForm({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const draft = useDraft(`comment.${bugKey}`);
  const body = draft.text ?? "";
  const create = useMutation(
    trpc.comment.create.mutationOptions({
      onSuccess: async (_comment, sent) => {
        draft.write(withoutSent(draft.read(), sent.body));
        await Promise.all([
          queryClient.invalidateQueries(trpc.comment.list.pathFilter()),
          queryClient.invalidateQueries(trpc.task.list.pathFilter()),
        ]);
      },
      onError: (error) => toast.error("The comment was not sent", { description: errorText(error) }),
    }),
  );
  const waiting = useQuery(trpc.task.list.queryOptions({ bug_id: bugKey, status: ["NEEDS_INPUT"], limit: 1 })).data
    ?.tasks[0];
  const [isAnswer, setIsAnswer] = useState(true);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const answer = waiting && isAnswer ? { answer_task_id: waiting.id } : {};
    if (body.trim() !== "" && !create.isPending) create.mutate({ bug_id: bugKey, body, ...answer });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) send();
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-2">
      <Textarea
        aria-label="Comment"
        placeholder="Comment, in Markdown. An agent at work on this bug gets it too."
        rows={3}
        value={body}
        onChange={(event) => draft.write(event.target.value || null)}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {waiting ? (
          <div className="mr-auto min-w-0">
            <Checkbox
              checked={isAnswer}
              onCheckedChange={setIsAnswer}
              label={`Send it to ${waiting.agent.name} as the answer`}
            />
          </div>
        ) : null}
        <Kbd keys="mod+Enter" className="max-sm:hidden" />
        <Button type="submit" disabled={body.trim() === ""} isPending={create.isPending}>
          {waiting && isAnswer ? "Comment and answer" : "Comment"}
        </Button>
      </div>
    </form>
  );
}
