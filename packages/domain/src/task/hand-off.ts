import { AppError } from "../errors.ts";
import type { TaskKind, UpdateTaskInput } from "./schema.ts";

const REQUIRED = { SUCCEEDED: "summary", FAILED: "error", NEEDS_INPUT: "question", RUNNING: null } as const;

/**
 * Checks that a report on a task says what its status asks for. A FIX that succeeded also says how it was verified, and
 * where the change is.
 * @throws INVALID_INPUT naming the field that is missing.
 */
export function assertHandOff(kind: TaskKind, report: UpdateTaskInput): void {
  const { status, result } = report;
  const required = REQUIRED[status];
  if (required && isBlank(report[required])) throw missing(required, `${status} needs '${required}'`);
  if (kind !== "FIX" || status !== "SUCCEEDED") return;
  if (isBlank(result?.verified_how))
    throw missing("result.verified_how", "A fix needs 'result.verified_how': how you saw that it works");
  if (isBlank(result?.commit) && isBlank(result?.pr_url))
    throw missing("result.commit", "A fix needs 'result.commit' or 'result.pr_url': where the change is");
}

function isBlank(text: string | undefined): boolean {
  return (text ?? "").trim() === "";
}

function missing(field: string, message: string): AppError {
  return new AppError("INVALID_INPUT", { message, field });
}

/** What the holder of a task may do and what ends it, for the agent that claims it. */
export function taskRules(kind: TaskKind): string {
  switch (kind) {
    case "FIX":
      return "With lease_token you may move the bug up to IN_REVIEW. End: update_agent_task SUCCEEDED with summary, result.verified_how and result.commit or result.pr_url; that moves it to IN_REVIEW. A person resolves it.";
    case "TRIAGE":
      return "With lease_token you may set priority, severity, labels and assignee, and move the bug up to IN_REVIEW. End: update_agent_task SUCCEEDED with summary. A person closes bugs: propose it in a comment.";
    case "REPRODUCE":
    case "VERIFY":
    case "REGRESSION":
      return "With lease_token you may move the bug up to IN_REVIEW. End: update_agent_task SUCCEEDED with summary. A person resolves or reopens it.";
  }
}

/** What happens after a report, for the agent that made it; null when it simply goes on. */
export function nextAfter(task: { id: string; kind: TaskKind; status: UpdateTaskInput["status"] }): string | null {
  switch (task.status) {
    case "RUNNING":
      return null;
    case "NEEDS_INPUT":
      return `People see the question now and your lease is over. Their answer queues the task for you again: claim_agent_task with task_id ${task.id} then gives it as task.answer. Until then take other work.`;
    case "SUCCEEDED":
      return task.kind === "FIX" ? "The bug is IN_REVIEW; a person decides. The lease is over." : "The lease is over.";
    case "FAILED":
      return "The lease is over; a person decides how it goes on.";
  }
}
