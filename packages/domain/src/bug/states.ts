import { AppError } from "../errors.ts";
import type { BugStatus, Resolution } from "./schema.ts";

/** Allowed targets of each status; asking for OPEN from a closed state stores REOPENED. */
export const BUG_TRANSITIONS: Readonly<Record<BugStatus, readonly BugStatus[]>> = {
  OPEN: ["IN_PROGRESS", "IN_REVIEW", "RESOLVED", "CLOSED"],
  IN_PROGRESS: ["OPEN", "IN_REVIEW", "RESOLVED", "CLOSED"],
  IN_REVIEW: ["IN_PROGRESS", "RESOLVED", "CLOSED"],
  RESOLVED: ["CLOSED", "REOPENED"],
  CLOSED: ["REOPENED"],
  REOPENED: ["IN_PROGRESS", "IN_REVIEW", "RESOLVED", "CLOSED"],
};

/** Statuses in which somebody still has to do something. */
export const OPEN_STATUSES: readonly BugStatus[] = ["OPEN", "IN_PROGRESS", "IN_REVIEW", "REOPENED"];
/** Statuses in which the work is over. */
export const CLOSED_STATUSES: readonly BugStatus[] = ["RESOLVED", "CLOSED"];

/** True while somebody still has to do something. */
export function isOpen(status: BugStatus): boolean {
  return OPEN_STATUSES.includes(status);
}

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
