import type { BugStatus } from "./schema.ts";

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
