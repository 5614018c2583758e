"use client";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Skeleton } from "@hawkmoth/ui/skeleton";
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
import { DONE_STATUSES } from "./task-looks.ts";
import { useNeedsYouTasks, useTasks } from "./use-tasks.ts";

/** What agents do and what they wait for; whatever needs a person comes first. */
export function QueueView() {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const { path } = useVisitor();
  const [agentId, setAgentId] = useQueryState("agent", parseAsString);
  const agentName = useAssigneeName(agentId);
  const agent = agentId ? { agent_id: agentId } : {};
  const needing = useNeedsYouTasks(agent.agent_id);
  const running = useTasks({ ...agent, status: ["RUNNING"] });
  const queued = useTasks({ ...agent, status: ["QUEUED"] });
  const done = useTasks({ ...agent, status: [...DONE_STATUSES], sort: "FINISHED" });
  useLiveEvent((event) => {
    if (event.type === "task.updated" && !isHeartbeat(event)) refresh([trpc.task.list.pathFilter()]);
  });
  const lists = [needing, running, queued, done];
  const isEmpty = lists.every(({ data, tasks }) => data !== undefined && tasks.length === 0);
  const failed = lists.find(({ error }) => error !== null);
  return (
    <>
      <PageHeader
        title="Queue"
        lead={agentName ? `Tasks of ${agentName}` : "Tasks of agents, live."}
        actions={agentId ? <Button onClick={() => void setAgentId(null)}>All agents</Button> : null}
      />
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        {lists.every(({ isPending }) => isPending) ? <Skeleton className="m-6 h-24" /> : null}
        {failed ? <p className="px-6 py-4 text-fail">{errorText(failed.error)}</p> : null}
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
        <Section title="Needs you" list={needing} isUrgent />
        <Section title="Running" list={running} />
        <Section title="Queued" list={queued} />
        <Section title="Finished lately" list={done} />
      </div>
    </>
  );
}

interface SectionProps {
  title: string;
  list: ReturnType<typeof useTasks>;
  isUrgent?: boolean;
}

function Section({ title, list, isUrgent }: SectionProps) {
  const { tasks, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  if (tasks.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="sticky top-0 z-10 flex h-8 items-center gap-2 border-b border-line bg-canvas px-4 text-xs font-medium md:px-6">
        {title}
        <span className={isUrgent ? "text-wait" : "font-normal text-faint"}>
          {tasks.length}
          {hasNextPage ? "+" : ""}
        </span>
      </h2>
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {hasNextPage ? (
        <div className="px-4 py-2 md:px-6">
          <Button size="sm" isPending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </section>
  );
}
