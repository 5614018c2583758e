"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../data/trpc.ts";

const WORDS: Readonly<Record<string, string>> = { me: "Me", none: "Nobody", agent: "Any agent", member: "Any person" };

/** What the assignee filter stands for, in words. */
export function useAssigneeName(assignee: string | null): string | null {
  const trpc = useTRPC();
  const members = useQuery(
    trpc.member.list.queryOptions(undefined, { enabled: assignee?.startsWith("mbr_") ?? false }),
  );
  const agents = useQuery(trpc.agent.list.queryOptions({}, { enabled: assignee?.startsWith("agt_") ?? false }));
  if (assignee === null) return null;
  const found = [...(members.data?.members ?? []), ...(agents.data?.agents ?? [])].find(({ id }) => id === assignee);
  return WORDS[assignee] ?? found?.name ?? assignee;
}
