"use client";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import type { Task } from "@hawkmoth/domain/task/schema";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";

const HEARTBEAT_FIELDS = ["progress", "note", "lease_expires_at"] as const;

/** True for an event that only says how far the work is; it carries all that is shown of that. */
export function isHeartbeat({ type, changes }: HawkmothEvent): boolean {
  return type === "task.updated" && !("status" in changes) && !("priority" in changes);
}

/** A task as it is after a heartbeat. */
export function afterHeartbeat(task: Task, { changes }: HawkmothEvent): Task {
  const told = HEARTBEAT_FIELDS.filter((field) => field in changes).map((field) => [field, changes[field]]);
  return { ...task, ...Object.fromEntries(told) };
}

interface TaskPage {
  tasks: Task[];
}
/** A list of tasks as it is loaded: one page, or page by page. */
type LoadedTasks = TaskPage | { pages: TaskPage[] };

function withHeartbeat(data: LoadedTasks, event: HawkmothEvent): LoadedTasks {
  if ("pages" in data) return { ...data, pages: data.pages.map((page) => pageWith(page, event)) };
  return pageWith(data, event);
}

function pageWith(page: TaskPage, event: HawkmothEvent): TaskPage {
  if (!page.tasks.some(({ id }) => id === event.task_id)) return page;
  return { ...page, tasks: page.tasks.map((task) => (task.id === event.task_id ? afterHeartbeat(task, event) : task)) };
}

/** Shows heartbeats of agents in every list of tasks that is loaded, without a request. */
export function useHeartbeats(): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useLiveEvent((event) => {
    if (!isHeartbeat(event)) return;
    queryClient.setQueriesData<LoadedTasks>(trpc.task.list.pathFilter(), (data) => data && withHeartbeat(data, event));
  });
}
