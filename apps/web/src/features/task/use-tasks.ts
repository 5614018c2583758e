"use client";
import type { Task, TaskSort, TaskStatus } from "@hawkmoth/domain/task/schema";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "../../data/trpc.ts";
import { nextPageParam } from "../bug/list/list-query.ts";
import { NEEDS_YOU_STATUSES } from "./task-looks.ts";

const PAGE = 100;

export interface TaskWish {
  status: TaskStatus[];
  agent_id?: string;
  sort?: TaskSort;
}

/** Tasks of some states, page by page. */
export function useTasks(wish: TaskWish) {
  const trpc = useTRPC();
  const pages = { getNextPageParam: nextPageParam };
  const query = useInfiniteQuery(trpc.task.list.infiniteQueryOptions({ ...wish, limit: PAGE }, pages));
  const tasks: Task[] = query.data?.pages.flatMap((page) => page.tasks) ?? [];
  return { ...query, tasks };
}

/** Every task that waits for a person: none of them may stand behind a page. */
export function useNeedsYouTasks(agent_id?: string) {
  const query = useTasks({ status: [...NEEDS_YOU_STATUSES], ...(agent_id === undefined ? {} : { agent_id }) });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return query;
}
