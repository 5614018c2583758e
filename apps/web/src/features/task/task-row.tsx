"use client";
import type { Task } from "@hawkmoth/domain/task/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import Link from "next/link";
import { useVisitor } from "../../shell/me.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { LeaseCountdown } from "./lease-countdown.tsx";
import { StopButton } from "./stop-button.tsx";
import { TaskBadge } from "./task-badge.tsx";
import { TASK_KIND_LABELS, isNeedingYou, isOpenTask } from "./task-looks.ts";

export function TaskRow({ task }: { task: Task }) {
  const { path } = useVisitor();
  return (
    <li data-task={task.bug_key} className="border-b border-line px-4 py-2 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="flex w-40 items-center gap-2 max-sm:w-auto">
          <Avatar name={task.agent.name} kind="agent" />
          <span className="truncate">{task.agent.name}</span>
        </span>
        <Link
          href={path(`bugs/${task.bug_key}`)}
          className="flex min-w-48 flex-1 items-baseline gap-2 hover:underline max-sm:order-last max-sm:basis-full"
        >
          <span className="w-16 shrink-0 truncate font-mono text-2xs text-faint">{task.bug_key}</span>
          <span className="min-w-0 truncate">{task.bug_title}</span>
        </Link>
        <span className="w-18 text-xs text-muted max-sm:hidden">{TASK_KIND_LABELS[task.kind]}</span>
        <span className="w-28 max-sm:w-auto">
          <TaskBadge status={task.status} />
        </span>
        <TaskTime task={task} />
        <span className="flex w-18 justify-end max-sm:w-auto max-sm:empty:hidden">
          {isOpenTask(task) ? <StopButton taskId={task.id} agentName={task.agent.name} /> : null}
        </span>
      </div>
      <TaskNews task={task} />
    </li>
  );
}

function TaskTime({ task }: { task: Task }) {
  return (
    <span className="flex w-24 items-center justify-end text-2xs text-faint max-sm:ml-auto max-sm:w-auto">
      {task.status === "RUNNING" && task.lease_expires_at ? (
        <LeaseCountdown iso={task.lease_expires_at} />
      ) : (
        <RelativeTime iso={task.finished_at ?? task.started_at ?? task.queued_at} suffix="ago" />
      )}
    </span>
  );
}

function TaskNews({ task }: { task: Task }) {
  if (isNeedingYou(task))
    return (
      <div className="mt-2 mb-1 max-w-[72ch] sm:ml-43">
        <AnswerForm taskId={task.id} question={task.question} />
      </div>
    );
  const news = task.error ?? (task.status === "SUCCEEDED" ? task.summary : task.note);
  if (!news) return null;
  const progress = task.status === "RUNNING" && task.progress !== null ? `${task.progress.toString()} %, ` : "";
  return (
    <p
      className={
        task.error ? "mt-1 line-clamp-2 text-xs text-fail sm:pl-43" : "mt-1 line-clamp-2 text-xs text-muted sm:pl-43"
      }
    >
      {progress}
      {news}
    </p>
  );
}
