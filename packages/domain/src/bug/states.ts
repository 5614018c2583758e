import { AppError } from "../errors.ts";
import type { BugStatus, Resolution } from "./schema.ts";
import { BUG_TRANSITIONS, isOpen } from "./transitions.ts";

// Kept apart so that a page can know the states without carrying errors and schemas.
export { BUG_TRANSITIONS, CLOSED_STATUSES, isOpen, OPEN_STATUSES } from "./transitions.ts";

/** What a transition stores. */
export interface StatusChange {
  status: BugStatus;
  resolution: Resolution | null;
  /** True when this change counts as a reopening. */
  is_reopening: boolean;
}

/**
 * Decides what is stored when `wanted` is asked for.
 * @throws CONFLICT naming the allowed targets; INVALID_INPUT when a resolution is given for an open status.
 */
export function transition(from: BugStatus, wanted: BugStatus, resolution?: Resolution): StatusChange {
  const status = wanted === "OPEN" && !isOpen(from) ? "REOPENED" : wanted;
  const allowed = BUG_TRANSITIONS[from];
  if (status !== from && !allowed.includes(status))
    throw new AppError("CONFLICT", {
      message: `A bug that is ${from} can't become ${wanted}; allowed: ${allowed.join(", ")}`,
      field: "status",
      expected: allowed,
    });
  if (resolution !== undefined && isOpen(status))
    throw new AppError("INVALID_INPUT", {
      message: "A resolution goes with RESOLVED or CLOSED only",
      field: "resolution",
    });
  return {
    status,
    resolution: isOpen(status) ? null : (resolution ?? null),
    is_reopening: status === "REOPENED" && from !== "REOPENED",
  };
}
