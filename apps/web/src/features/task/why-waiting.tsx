"use client";
import { unavailableText } from "@hawkmoth/domain/agent/availability";
import type { Task } from "@hawkmoth/domain/task/schema";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../data/trpc.ts";

/** Why nobody takes a queued task, where its agent has become unable to. */
export function WhyWaiting({ task }: { task: Task }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.project.list_assignees.queryOptions({ project_id: task.project_id, type: "AGENT" }));
  if (!data) return null;
  const agent = data.assignees.find(({ assignee_id }) => assignee_id === task.agent.id);
  const reason = agent ? agent.unavailable_reason : "NOT_IN_PROJECT";
  if (reason === null) return null;
  return (
    <p className="text-xs text-muted">
      {task.agent.name} can’t take it: {unavailableText(reason)}.
    </p>
  );
}
