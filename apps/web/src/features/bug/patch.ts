import type { AssigneeRef } from "@hawkmoth/domain/assignee";
import type { Bug, BugStatus, BugSummary, Priority, Resolution, Severity } from "@hawkmoth/domain/bug/schema";
import { isOpen } from "@hawkmoth/domain/bug/transitions";

/** A change a person makes to one bug. */
export interface BugPatch {
  status?: BugStatus;
  resolution?: Resolution;
  priority?: Priority;
  severity?: Severity;
  assignee?: AssigneeRef | null;
  title?: string;
  description?: string;
  label_add?: string[];
  label_remove?: string[];
}

/** What the bug will most likely look like once the server took the change; shown until its answer is there. */
export function applyPatch<Shown extends BugSummary | Bug>(bug: Shown, patch: BugPatch): Shown {
  const { status, resolution, label_add = [], label_remove = [], description, ...fields } = patch;
  const labels = bug.labels.filter(({ name }) => !label_remove.includes(name));
  const added = label_add.filter((name) => !labels.some((label) => label.name === name));
  return {
    ...bug,
    ...fields,
    ...(description !== undefined && "description" in bug ? { description } : {}),
    ...(status ? statusFields(bug.status, status, resolution) : {}),
    labels: [...labels, ...added.map((name) => ({ id: `new:${name}`, name, color: "#8b8e99" }))],
  };
}

function statusFields(from: BugStatus, status: BugStatus, resolution: Resolution | undefined) {
  if (!isOpen(status)) return { status, resolution: resolution ?? ("FIXED" as const) };
  return { status: status === "OPEN" && !isOpen(from) ? ("REOPENED" as const) : status, resolution: null };
}

/** The fields of a list row out of a whole bug. */
export function toSummary(bug: BugSummary): BugSummary {
  return {
    id: bug.id,
    key: bug.key,
    project_id: bug.project_id,
    title: bug.title,
    status: bug.status,
    resolution: bug.resolution,
    severity: bug.severity,
    priority: bug.priority,
    source: bug.source,
    assignee: bug.assignee,
    labels: bug.labels,
    comment_count: bug.comment_count,
    evidence: bug.evidence,
    created_at: bug.created_at,
    updated_at: bug.updated_at,
  };
}
