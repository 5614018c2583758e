"use client";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useDropDraft } from "../../shell/use-draft.ts";

/** What a person can do about a task of an agent: answer its question, or stop it. */
export function useTaskActions() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const dropDraft = useDropDraft();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.task.list.pathFilter()),
      queryClient.invalidateQueries(trpc.bug.get.pathFilter()),
      queryClient.invalidateQueries(trpc.activity.list.pathFilter()),
    ]);
  const answer = useMutation(
    trpc.task.answer.mutationOptions({
      onSuccess: (_task, { task_id }) => {
        dropDraft(`answer.${task_id}`);
        return refresh();
      },
      onError: (error) => toast.error("The answer was not sent", { description: errorText(error) }),
    }),
  );
  const stop = useMutation(
    trpc.task.cancel.mutationOptions({
      onSuccess: async () => {
        toast.success("The task was stopped", {
          description: "The agent’s lease is revoked; nothing it sends now is stored.",
        });
        await refresh();
      },
      onError: (error) => toast.error("The task was not stopped", { description: errorText(error) }),
    }),
  );
  return { answer, stop };
}
