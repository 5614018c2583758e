"use client";
import { unavailableText } from "@hawkmoth/domain/agent/availability";
import type { Agent } from "@hawkmoth/domain/agent/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { Badge } from "@hawkmoth/ui/badge";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import Link from "next/link";
import { useVisitor } from "../../shell/me.tsx";
import { TASK_KIND_LABELS } from "../task/task-looks.ts";
import { AgentMenu } from "./agent-menu.tsx";

const HEAD = "px-3 py-2 text-left text-2xs font-normal text-faint first:pl-4 md:first:pl-6";
const CELL = "px-3 py-2 align-top first:pl-4 md:first:pl-6";

export function AgentTable({ agents }: { agents: readonly Agent[] }) {
  return (
    <table className="w-full border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className={HEAD}>
            Agent
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Work
          </th>
          <th scope="col" className={`${HEAD} max-lg:hidden`}>
            Projects
          </th>
          <th scope="col" className={HEAD}>
            Tasks
          </th>
          <th scope="col" className={`${HEAD} max-sm:hidden`}>
            Last seen
          </th>
          <th scope="col" className="w-10">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </tbody>
    </table>
  );
}

function AgentRow({ agent }: { agent: Agent }) {
  const { path } = useVisitor();
  return (
    <tr data-agent={agent.slug} className="border-b border-line hover:bg-hover">
      <td className={CELL}>
        <div className="flex gap-3">
          <Avatar name={agent.name} kind="agent" size="lg" />
          <div className="min-w-0">
            <p className="flex items-center gap-2 font-medium">
              {agent.name}
              {agent.is_disabled ? <Badge tone="fail">Disabled</Badge> : null}
            </p>
            <p className="text-xs text-muted">
              <span className="font-mono text-2xs">{agent.slug}</span>
              {agent.description ? `, ${agent.description}` : ""}
            </p>
            {agent.is_disabled ? null : <Obstacles agent={agent} />}
          </div>
        </div>
      </td>
      <td className={`${CELL} max-md:hidden`}>{agent.kinds.map((kind) => TASK_KIND_LABELS[kind]).join(", ")}</td>
      <td className={`${CELL} max-lg:hidden`}>
        <span className="font-mono text-2xs text-muted">{agent.projects.map((project) => project.key).join(" ")}</span>
      </td>
      <td className={CELL}>
        <Link href={path(`queue?agent=${agent.id}`)} className="whitespace-nowrap hover:underline">
          {agent.active_leases} running
          <span className="block text-xs text-muted">{agent.queued_tasks} queued</span>
        </Link>
      </td>
      <td className={`${CELL} text-muted max-sm:hidden`}>
        {agent.last_seen_at ? <RelativeTime iso={agent.last_seen_at} suffix="ago" /> : "never"}
      </td>
      <td className="py-1.5 pr-3 md:pr-5">
        <AgentMenu agent={agent} />
      </td>
    </tr>
  );
}

/** What keeps the agent from being assigned, by project. */
function Obstacles({ agent }: { agent: Agent }) {
  const found = agent.projects.flatMap(({ key, unavailable_reason }) =>
    unavailable_reason === null ? [] : [`${unavailableText(unavailable_reason)} (${key})`],
  );
  return found.length === 0 ? null : <p className="text-xs text-fail">Can’t be assigned: {found.join(", ")}</p>;
}
