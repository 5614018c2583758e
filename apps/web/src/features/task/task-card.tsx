"use client";
import type { HandOff, Task } from "@hawkmoth/domain/task/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../data/trpc.ts";
import { AnswerForm } from "./answer-form.tsx";
import { LeaseCountdown } from "./lease-countdown.tsx";
import { StopButton } from "./stop-button.tsx";
import { TaskBadge } from "./task-badge.tsx";
import { TASK_KIND_LABELS, isNeedingYou, isOpenTask } from "./task-looks.ts";
import { WhyWaiting } from "./why-waiting.tsx";

/** The work of an agent on this bug: the open task, else the last one. */
export function BugTask({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const open = useQuery(trpc.task.list.queryOptions({ bug_id: bugKey, limit: 1 }));
  const ended = useQuery(trpc.task.list.queryOptions({ bug_id: bugKey, sort: "FINISHED", limit: 1 }));
  const task = open.data?.tasks[0] ?? ended.data?.tasks[0];
  return task ? <TaskCard task={task} /> : null;
}

function TaskCard({ task }: { task: Task }) {
  return (
    <section aria-label="Agent task" className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <Avatar name={task.agent.name} kind="agent" />
        <span className="min-w-0 flex-1 truncate font-medium">{task.agent.name}</span>
        <TaskBadge status={task.status} />
      </div>
      <p className="flex flex-wrap items-center gap-x-2 text-2xs text-faint">
        {TASK_KIND_LABELS[task.kind]}
        <span>
          attempt {task.attempt} of {task.max_attempts}
        </span>
        {task.client ? <span className="font-mono">{task.client}</span> : null}
        {task.status === "RUNNING" && task.lease_expires_at ? <LeaseCountdown iso={task.lease_expires_at} /> : null}
        {task.finished_at ? <RelativeTime iso={task.finished_at} suffix="ago" /> : null}
      </p>
      {task.progress !== null && task.status === "RUNNING" ? <Progress percent={task.progress} /> : null}
      {task.note && task.status === "RUNNING" ? <p className="text-muted">{task.note}</p> : null}
      {task.status === "QUEUED" ? <WhyWaiting task={task} /> : null}
      {isNeedingYou(task) ? <AnswerForm taskId={task.id} question={task.question} /> : null}
      {task.error ? <p className="text-fail">{task.error}</p> : null}
      {task.summary && !isOpenTask(task) ? (
        <p className="line-clamp-6 whitespace-pre-wrap text-muted">{task.summary}</p>
      ) : null}
      {task.result ? <HandOffList result={task.result} /> : null}
      {isOpenTask(task) ? (
        <div className="-ml-2">
          <StopButton taskId={task.id} agentName={task.agent.name} />
        </div>
      ) : null}
    </section>
  );
}

function Progress({ percent }: { percent: number }) {
  return (
    <div className="flex items-center gap-2">
      <div
        role="progressbar"
        aria-label="Progress the agent reports"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1 flex-1 overflow-hidden rounded-sm bg-pressed"
      >
        <div className="h-full bg-agent transition-[width] duration-160" style={{ width: `${percent}%` }} />
      </div>
      <span className="font-mono text-2xs text-muted">{percent} %</span>
    </div>
  );
}

function HandOffList({ result }: { result: HandOff }) {
  const rows: [string, string | undefined][] = [
    ["Branch", result.branch],
    ["Commit", result.commit?.slice(0, 12)],
    ["Files", result.files?.join(", ")],
    ["Verified", result.verified_how],
    ["Next", result.next_step],
  ];
  return (
    <dl className="text-xs">
      {rows.map(([name, value]) =>
        value ? (
          <div key={name} className="grid grid-cols-[60px_1fr] gap-2 border-t border-line py-1">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ) : null,
      )}
      {result.pr_url ? (
        <div className="grid grid-cols-[60px_1fr] gap-2 border-t border-line py-1">
          <dt className="text-muted">Pull</dt>
          <dd className="min-w-0">
            <a href={result.pr_url} target="_blank" rel="noreferrer nofollow" className="break-all underline">
              {result.pr_url}
            </a>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
