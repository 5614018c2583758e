import { unavailableText } from "@hawkmoth/domain/agent/availability";
import type { Assignee } from "@hawkmoth/domain/assignee";
import type { BugStatus, BugSummary, Resolution } from "@hawkmoth/domain/bug/schema";
import { BUG_TRANSITIONS, isOpen } from "@hawkmoth/domain/bug/transitions";
import { Avatar } from "@hawkmoth/ui/avatar";
import type { PickerGroup, PickerItem } from "@hawkmoth/ui/picker";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { CircleDashed } from "lucide-react";
import { FILTER_VALUES } from "../filters.ts";
import { PRIORITY_LABELS, SEVERITY_LABELS, STATUS_LABELS, statusText } from "../looks.ts";
import type { BugPatch } from "../patch.ts";

/** What a picker offers, and the change each value stands for. */
export interface PickerChoices {
  groups: PickerGroup[];
  patchOf: (value: string) => BugPatch | null;
}

const WAYS_TO_CLOSE: readonly Resolution[] = ["FIXED", "WONT_FIX", "CANNOT_REPRODUCE", "OBSOLETE", "SPAM"];

export function statusChoices(bug: BugSummary): PickerChoices {
  const targets = [bug.status, ...BUG_TRANSITIONS[bug.status]];
  const item = (status: BugStatus, resolution: Resolution | null): PickerItem => ({
    value: resolution ? `${status}:${resolution}` : status,
    label: statusText(status, resolution),
    icon: <StatusRing status={status} />,
    isSelected: status === bug.status && (resolution === null || resolution === bug.resolution),
  });
  const open = FILTER_VALUES.status
    .filter((status) => isOpen(status) && targets.includes(status))
    .map((status) => item(status, null));
  const resolved = targets.includes("RESOLVED") ? [item("RESOLVED", "FIXED")] : [];
  const closed = targets.includes("CLOSED") ? WAYS_TO_CLOSE.map((resolution) => item("CLOSED", resolution)) : [];
  return {
    groups: [{ items: [...open, ...resolved] }, { title: "Close", items: closed }].filter(
      (group) => group.items.length > 0,
    ),
    patchOf: (value) => {
      const [status, resolution] = value.split(":");
      const target = FILTER_VALUES.status.find((known) => known === status);
      const reason = WAYS_TO_CLOSE.find((known) => known === resolution);
      if (!target || (target === bug.status && (reason ?? null) === bug.resolution)) return null;
      return { status: target, ...(reason ? { resolution: reason } : {}) };
    },
  };
}

export function priorityChoices(bug: BugSummary): PickerChoices {
  const items = FILTER_VALUES.priority.map((priority) => ({
    value: priority,
    label: PRIORITY_LABELS[priority],
    icon: <PriorityBars priority={priority} />,
    isSelected: priority === bug.priority,
  }));
  return {
    groups: [{ items }],
    patchOf: (value) => found(FILTER_VALUES.priority, value, (priority) => ({ priority })),
  };
}

export function severityChoices(bug: BugSummary): PickerChoices {
  const items = FILTER_VALUES.severity.map((severity) => ({
    value: severity,
    label: SEVERITY_LABELS[severity],
    icon: <SeverityDiamond severity={severity} />,
    isSelected: severity === bug.severity,
  }));
  return {
    groups: [{ items }],
    patchOf: (value) => found(FILTER_VALUES.severity, value, (severity) => ({ severity })),
  };
}

/** People and agents in one list; `ownId` is the visitor, who comes first, and agents that can't work come last. */
export function assigneeChoices(bug: BugSummary, assignees: readonly Assignee[], ownId: string): PickerChoices {
  const item = (one: Assignee): PickerItem => ({
    value: one.assignee_id,
    label: one.assignee_id === ownId ? `${one.name} (you)` : one.name,
    icon: <Avatar name={one.name} kind={one.assignee_type === "AGENT" ? "agent" : "person"} />,
    hint: hintOf(one),
    isSelected: bug.assignee?.id === one.assignee_id,
    ...(one.unavailable_reason === null ? {} : { isDisabled: true, keywords: [hintOf(one)] }),
  });
  const people = assignees
    .filter((one) => one.assignee_type === "MEMBER")
    .sort((a, b) => Number(b.assignee_id === ownId) - Number(a.assignee_id === ownId));
  const agents = assignees
    .filter((one) => one.assignee_type === "AGENT")
    .sort((a, b) => Number(a.unavailable_reason !== null) - Number(b.unavailable_reason !== null));
  const nobody = {
    value: "none",
    label: "Nobody",
    icon: <CircleDashed className="size-5 stroke-[1.25] text-faint" />,
    isSelected: bug.assignee === null,
  };
  return {
    groups: [
      { items: [nobody] },
      { title: "People", items: people.map(item) },
      { title: "Agents", items: agents.map(item) },
    ].filter((group) => group.items.length > 0),
    patchOf: (value) => {
      if (value === (bug.assignee?.id ?? "none")) return null;
      const one = assignees.find((candidate) => candidate.assignee_id === value);
      return { assignee: one ? { type: one.assignee_type, id: one.assignee_id, name: one.name } : null };
    },
  };
}

function hintOf({ load, unavailable_reason }: Assignee): string {
  if (unavailable_reason !== null) return unavailableText(unavailable_reason);
  return load === 0 ? "free" : `${load} open`;
}

/** Label of the button that shows the present value. */
export function statusLabel(bug: BugSummary): string {
  return bug.resolution ? statusText(bug.status, bug.resolution) : STATUS_LABELS[bug.status];
}

function found<Value extends string>(
  known: readonly Value[],
  value: string,
  patch: (value: Value) => BugPatch,
): BugPatch | null {
  const match = known.find((candidate) => candidate === value);
  return match ? patch(match) : null;
}
