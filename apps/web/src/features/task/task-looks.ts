import type { Task, TaskKind, TaskStatus } from "@hawkmoth/domain/task/schema";
import type { BadgeTone } from "@hawkmoth/ui/badge";

/** States in which only a person can move a task on. */
export const NEEDS_YOU_STATUSES = ["NEEDS_INPUT", "NEEDS_APPROVAL"] as const satisfies readonly TaskStatus[];
const OPEN_STATUSES = ["NEEDS_INPUT", "NEEDS_APPROVAL", "RUNNING", "QUEUED"] as const satisfies readonly TaskStatus[];
export const DONE_STATUSES = ["SUCCEEDED", "FAILED", "CANCELLED"] as const satisfies readonly TaskStatus[];

export const TASK_STATUS_LOOKS: Readonly<Record<TaskStatus, { label: string; tone: BadgeTone }>> = {
  QUEUED: { label: "Queued", tone: "neutral" },
  RUNNING: { label: "Running", tone: "run" },
  NEEDS_INPUT: { label: "Needs input", tone: "wait" },
  NEEDS_APPROVAL: { label: "Needs approval", tone: "wait" },
  SUCCEEDED: { label: "Done", tone: "pass" },
  FAILED: { label: "Failed", tone: "fail" },
  CANCELLED: { label: "Stopped", tone: "neutral" },
};

export const TASK_KIND_LABELS: Readonly<Record<TaskKind, string>> = {
  TRIAGE: "Triage",
  REPRODUCE: "Reproduce",
  FIX: "Fix",
  VERIFY: "Verify",
  REGRESSION: "Regression",
};

export function isNeedingYou(task: Pick<Task, "status">): boolean {
  return task.status === "NEEDS_INPUT" || task.status === "NEEDS_APPROVAL";
}

export function isOpenTask(task: Pick<Task, "status">): boolean {
  return OPEN_STATUSES.some((status) => status === task.status);
}
