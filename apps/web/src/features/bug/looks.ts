import type { BugSource, BugStatus, Priority, Resolution, Severity } from "@hawkmoth/domain/bug/schema";

export const STATUS_LABELS: Readonly<Record<BugStatus, string>> = {
  OPEN: "Open",
  IN_PROGRESS: "In progress",
  IN_REVIEW: "In review",
  REOPENED: "Reopened",
  RESOLVED: "Resolved",
  CLOSED: "Closed",
};

const RESOLUTION_LABELS: Readonly<Record<Resolution, string>> = {
  FIXED: "fixed",
  DUPLICATE: "duplicate",
  WONT_FIX: "won't fix",
  CANNOT_REPRODUCE: "cannot reproduce",
  SPAM: "spam",
  OBSOLETE: "obsolete",
};

export const PRIORITY_LABELS: Readonly<Record<Priority, string>> = {
  CRITICAL: "Critical",
  HIGH: "High",
  MEDIUM: "Medium",
  LOW: "Low",
  NONE: "No priority",
};

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  CRITICAL: "Critical",
  HIGH: "High",
  MEDIUM: "Medium",
  LOW: "Low",
};

export const SOURCE_LABELS: Readonly<Record<BugSource, string>> = {
  EXTENSION: "Extension",
  WIDGET: "Widget",
  API: "API",
  MCP: "MCP",
  DASHBOARD: "Dashboard",
  REGRESSION: "Regression",
};

/** The status in words, with why it was closed. */
export function statusText(status: BugStatus, resolution: Resolution | null): string {
  const isUsual = resolution === null || (status === "RESOLVED" && resolution === "FIXED");
  return isUsual ? STATUS_LABELS[status] : `${STATUS_LABELS[status]}: ${RESOLUTION_LABELS[resolution]}`;
}
