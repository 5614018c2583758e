"use client";
import type { Task } from "@hawkmoth/domain/task/schema";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";
import { useVisitor } from "../../shell/me.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useAssigneeName } from "../bug/list/use-assignee-name.ts";
import { useStaleQueries } from "../../shell/use-stale-queries.ts";
import { TaskRow } from "./task-row.tsx";
import { isHeartbeat } from "./use-heartbeats.ts";
import { DONE_STATUSES, OPEN_STATUSES, isNeedingYou } from "./task-looks.ts";

/** What agents do and what they wait for; whatever needs a person comes first. */
export function QueueView() {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const { path } = useVisitor();
  const [agentId, setAgentId] = useQueryState("agent", parseAsString);
  const agentName = useAssigneeName(agentId);
  const agent = agentId ? { agent_id: agentId } : {};
  const open = useQuery(trpc.task.list.queryOptions({ ...agent, status: [...OPEN_STATUSES], limit: 100 }));
  const done = useQuery(trpc.task.list.queryOptions({ ...agent, status: [...DONE_STATUSES], limit: 20 }));
  useLiveEvent((event) => {
    if (event.type === "task.updated" && !isHeartbeat(event)) refresh([trpc.task.list.pathFilter()]);
  });
  const tasks = open.data?.tasks ?? [];
  const isEmpty = open.data && done.data && tasks.length + done.data.tasks.length === 0;
  return (
    <>
      <PageHeader
        title="Queue"
        lead={agentName ? `Tasks of ${agentName}` : "Tasks of agents, live."}
        actions={agentId ? <Button onClick={() => void setAgentId(null)}>All agents</Button> : null}
      />
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        {open.isPending ? <Skeleton className="m-6 h-24" /> : null}
        {open.error ? <p className="px-6 py-4 text-fail">{errorText(open.error)}</p> : null}
        {isEmpty ? (
          <EmptyState
            icon={<Inbox />}
            title="The queue is empty"
            action={
              <Button asChild variant="primary">
                <Link href={path("bugs?assignee=none")}>Bugs without an owner</Link>
              </Button>
            }
          >
            Assign a bug to an agent and its task appears here: who holds it, for how long, and what it needs from you.
          </EmptyState>
        ) : null}
        <Section title="Needs you" tasks={tasks.filter(isNeedingYou)} isUrgent />
        <Section title="Running" tasks={tasks.filter((task) => task.status === "RUNNING")} />
        <Section title="Queued" tasks={tasks.filter((task) => task.status === "QUEUED")} />
        <Section title="Finished lately" tasks={done.data?.tasks ?? []} />
      </div>
    </>
  );
}

function Section({ title, tasks, isUrgent }: { title: string; tasks: readonly Task[]; isUrgent?: boolean }) {
  if (tasks.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="sticky top-0 z-10 flex h-8 items-center gap-2 border-b border-line bg-canvas px-4 text-xs font-medium md:px-6">
        {title}
        <span className={isUrgent ? "text-wait" : "font-normal text-faint"}>{tasks.length}</span>
      </h2>
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </section>
  );
}
