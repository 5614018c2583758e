import { AppError } from "../errors.ts";
import type { RunStatus } from "./schema.ts";
import type { RunCounts } from "./run-schema.ts";

/** Statuses of a run in which cases may still be pending. */
export const OPEN_RUN_STATUSES: readonly RunStatus[] = ["QUEUED", "RUNNING"];

/**
 * Where a run stands by its results alone. QUEUED without any; RUNNING while a case is pending; then PASSED if at least
 * one case passed and none failed or was blocked, else FAILED: a case that could not be tried proves nothing, and
 * neither does a run in which all were skipped. Corrections after the end go through the same rule.
 */
export function deriveRunStatus(counts: RunCounts): Exclude<RunStatus, "CANCELLED"> {
  if (counts.pending === counts.total) return "QUEUED";
  if (counts.pending > 0) return "RUNNING";
  return counts.failed + counts.blocked === 0 && counts.passed > 0 ? "PASSED" : "FAILED";
}

/** @throws CONFLICT when the run was cancelled: it takes no more results. */
export function assertTakesResults(status: RunStatus): void {
  if (status === "CANCELLED")
    throw new AppError("CONFLICT", {
      message: "This run was cancelled; it takes no more results.",
      hint: "Create a new run of the suite.",
    });
}

/**
 * Tells whether a cancellation has something to do: false when the run is CANCELLED already.
 * @throws CONFLICT when the run is finished.
 */
export function assertCancellable(status: RunStatus): boolean {
  if (status === "CANCELLED") return false;
  if (!OPEN_RUN_STATUSES.includes(status))
    throw new AppError("CONFLICT", {
      message: `A run that is ${status} can't be cancelled; allowed: ${OPEN_RUN_STATUSES.join(", ")}`,
      field: "status",
      expected: OPEN_RUN_STATUSES,
    });
  return true;
}
