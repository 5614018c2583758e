import type { TaskStatus } from "@hawkmoth/domain/task/schema";
import { Badge } from "@hawkmoth/ui/badge";
import { CircleCheck, CircleHelp, CirclePause, CircleX, Clock, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { TASK_STATUS_LOOKS } from "./task-looks.ts";

const ICONS: Readonly<Record<TaskStatus, ReactNode>> = {
  QUEUED: <Clock aria-hidden />,
  RUNNING: <LoaderCircle aria-hidden className="animate-spin [animation-duration:2.4s]" />,
  NEEDS_INPUT: <CircleHelp aria-hidden />,
  NEEDS_APPROVAL: <CircleHelp aria-hidden />,
  SUCCEEDED: <CircleCheck aria-hidden />,
  FAILED: <CircleX aria-hidden />,
  CANCELLED: <CirclePause aria-hidden />,
};

export function TaskBadge({ status }: { status: TaskStatus }) {
  const { label, tone } = TASK_STATUS_LOOKS[status];
  return (
    <Badge tone={tone} data-task-status={status}>
      {ICONS[status]}
      {label}
    </Badge>
  );
}
