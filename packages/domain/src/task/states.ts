import { AppError } from "../errors.ts";
import type { TaskStatus } from "./schema.ts";

/** Allowed targets of each task status. QUEUED to RUNNING happens through a claim only. */
export const TASK_TRANSITIONS: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  QUEUED: ["RUNNING", "CANCELLED"],
  RUNNING: ["RUNNING", "QUEUED", "NEEDS_INPUT", "NEEDS_APPROVAL", "SUCCEEDED", "FAILED", "CANCELLED"],
  NEEDS_INPUT: ["RUNNING", "QUEUED", "FAILED", "CANCELLED"],
  NEEDS_APPROVAL: ["RUNNING", "QUEUED", "SUCCEEDED", "FAILED", "CANCELLED"],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
};

/** States that nothing leads out of. */
export const FINISHED_TASK_STATUSES: readonly TaskStatus[] = ["SUCCEEDED", "FAILED", "CANCELLED"];

/** States in which a task still blocks another of the same bug and kind. */
export const OPEN_TASK_STATUSES: readonly TaskStatus[] = ["QUEUED", "RUNNING", "NEEDS_INPUT", "NEEDS_APPROVAL"];

/** @throws CONFLICT naming the allowed targets. */
export function assertTaskTransition(from: TaskStatus, to: TaskStatus): void {
  const allowed = TASK_TRANSITIONS[from];
  if (!allowed.includes(to))
    throw new AppError("CONFLICT", {
      message: `A task that is ${from} can't become ${to}; allowed: ${allowed.join(", ") || "none, it is finished"}`,
      field: "status",
      expected: allowed,
    });
}
