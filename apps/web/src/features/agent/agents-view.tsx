"use client";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Bot, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useStaleQueries } from "../../shell/use-stale-queries.ts";
import { isHeartbeat } from "../task/use-heartbeats.ts";
import { AgentTable } from "./agent-table.tsx";

const NewAgentDialog = dynamic(() => import("./new-agent-dialog.tsx"), { ssr: false });

export function AgentsView() {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const [isCreating, setIsCreating] = useState(false);
  const query = useQuery(trpc.agent.list.queryOptions({}));
  useLiveEvent((event) => {
    if (event.type === "task.updated" && !isHeartbeat(event)) refresh([trpc.agent.list.pathFilter()]);
  });
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden /> New agent
    </Button>
  );
  return (
    <>
      <PageHeader title="Agents" lead="Colleagues that pull their work from the queue over MCP." actions={create} />
      <div className="min-h-0 flex-1 overflow-auto">
        {query.isPending ? <Skeleton className="m-6 h-24" /> : null}
        {query.error ? <p className="px-6 py-4 text-fail">{errorText(query.error)}</p> : null}
        {query.data?.agents.length === 0 ? (
          <EmptyState icon={<Bot />} title="No agents yet" action={create}>
            An agent is made like a member: give it a name and projects, then hand its key to Claude Code, Cursor, Codex
            or a script. After that it stands in the same assignee picker as people.
          </EmptyState>
        ) : null}
        {query.data && query.data.agents.length > 0 ? <AgentTable agents={query.data.agents} /> : null}
      </div>
      {isCreating ? <NewAgentDialog onClose={() => setIsCreating(false)} /> : null}
    </>
  );
}
